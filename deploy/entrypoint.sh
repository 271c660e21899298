#!/bin/sh
# What a container of emgek does, by its first word: web, worker, prepare, copy, nightly; anything else is run as it stands.
set -eu
cd "$(dirname "$0")/.."

case "${1:-web}" in
    web)
        exec python -m gunicorn --config deploy/gunicorn.conf.py emgek.wsgi:application
        ;;
    worker)
        exec python manage.py do_tasks --no-startup-delay
        ;;
    prepare)
        # Once per release, before its web servers start: migrations, and the files that pages of both releases name.
        python manage.py migrate --noinput
        if [ -n "${SHARED_STATIC:-}" ]; then
            cp -R "${STATIC_ROOT:-var/static}/." "$SHARED_STATIC/"
        fi
        ;;
    copy)
        # Ten minutes after one copy of the site is done, the next; what cannot be copied now may be then.
        while :; do
            python manage.py export "${COPY_FOLDER:-/srv/emgek/copy}" || :
            sleep 600 & wait $!
        done
        ;;
    nightly)
        shift
        exec python manage.py nightly "$@"
        ;;
    *)
        exec "$@"
        ;;
esac
