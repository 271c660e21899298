#!/bin/sh
# Make this checkout ready: uv in .tools, the packages of uv.lock in .venv, .env for the demo, compiled catalogues.
# Needs any Python 3 with pip and venv to fetch uv, and a Python 3.12 or newer to run emgek. Safe to run again: each
# step is skipped while what it was made from is unchanged, so a second run takes a fraction of a second.
set -eu
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9
WANTED="3.12"

# A machine behind a proxy of its own keeps the proxy's certificate among the system's.
[ -e /etc/ssl/certs/ca-certificates.crt ] && export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"

say() { echo "setup: $*"; }
fail() { echo "setup: $*" >&2; exit 1; }

# Print the interpreters worth trying, best first. pyenv's shims refuse a version that .python-version does not name,
# so its folders are looked into as well.
interpreters() {
    for name in python3.13 python3.12 python3.14 python3.15 python3 python; do
        command -v "$name" || :
    done
    pyenv_root=${PYENV_ROOT:-$HOME/.pyenv}
    for version in 3.13 3.12 3.14 3.15; do
        ls -d "$pyenv_root/versions/$version"*/bin/python3 2>/dev/null || :
    done
    ls -d .tools/python/cpython-*/bin/python3 /usr/bin/python3 /usr/local/bin/python3 2>/dev/null || :
}

# Print the first interpreter for which the Python expression $1 holds, or nothing.
first_with() {
    interpreters | while read -r candidate; do
        "$candidate" -c "import sys; assert $1; print(sys.executable)" 2>/dev/null && break
    done || :
}

bootstrap_uv() {
    [ -x .tools/bin/uv ] && [ "$(cat .tools/uv-version 2>/dev/null)" = "$UV_VERSION" ] && return
    maker=$(first_with "sys.version_info >= (3, 8) and __import__('venv') and __import__('ensurepip')")
    [ -n "$maker" ] || fail "no Python 3 with venv and pip was found: install it (Debian: apt-get install python3-venv) and run make setup again"
    say "fetching uv $UV_VERSION into .tools ..."
    "$maker" -m venv .tools || fail "$maker -m venv .tools did not work"
    .tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION" \
        || fail "pip could not install uv $UV_VERSION: is the package index reachable?"
    echo "$UV_VERSION" > .tools/uv-version
}

# Print the interpreter that .venv is to be made with. An environment that works keeps the one it has.
choose_python() {
    .venv/bin/python -c "import sys; assert sys.version_info >= (3, 12); print(sys._base_executable)" 2>/dev/null && return
    found=$(first_with "sys.version_info >= (3, 12)")
    [ -n "$found" ] || found=$(.tools/bin/uv python find --no-python-downloads ">=3.12" 2>/dev/null || :)
    if [ -z "$found" ]; then
        say "no Python $WANTED or newer in PATH or pyenv, asking uv for one ..." >&2
        UV_PYTHON_INSTALL_DIR=.tools/python timeout 300 .tools/bin/uv python install --quiet 3.13 >&2 2>/dev/null || :
        found=$(first_with "sys.version_info >= (3, 12)")
    fi
    echo "$found"
}

install_packages() {
    stamp=$(cat uv.lock pyproject.toml | cksum)
    if [ "$(cat .venv/installed-from 2>/dev/null)" = "$stamp" ] && .venv/bin/python -c "" 2>/dev/null; then
        return
    fi
    bootstrap_uv
    python=$(choose_python)
    [ -n "$python" ] || fail "emgek needs Python $WANTED or newer; found only $(python3 --version 2>&1 | head -n 1): install python3.13 (or: pyenv install 3.13) and run make setup again"
    say "installing the $(grep -c '^name = ' uv.lock) packages of uv.lock into .venv with $python ..."
    UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv .tools/bin/uv sync --frozen --all-groups --python "$python" \
        || fail "uv could not install uv.lock: see the lines above"
    echo "$stamp" > .venv/installed-from
}

write_env() {
    [ -e .env ] && return
    say "writing .env for the demo (git ignores it) ..."
    secret=$(.venv/bin/python -c "import secrets; print(secrets.token_urlsafe(50))")
    cat > .env <<END
# The demo's environment, written by make setup. Change it as you like: it is written only where there is none.
SECRET_KEY=$secret
DEBUG=0
DEMO=1
DATABASE_URL=sqlite:///var/demo.sqlite3
MEDIA_ROOT=var/demo-media
PRIVATE_ROOT=var/demo-private
ALLOWED_HOSTS=127.0.0.1,localhost
END
}

# The stamp covers the sources and what was made of them, so that a deleted .mo file is noticed as well.
catalogue_stamp() { cat locale*/*/LC_MESSAGES/django.po locale*/*/LC_MESSAGES/django.mo 2>/dev/null | cksum; }

compile_catalogues() {
    [ "$(cat .venv/catalogues-from 2>/dev/null)" = "$(catalogue_stamp)" ] && return
    .venv/bin/python -m tools.messages compile
    catalogue_stamp > .venv/catalogues-from
}

mkdir -p var/static
install_packages
write_env
compile_catalogues
