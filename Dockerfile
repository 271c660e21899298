# The image of emgek. It is built in one stage, with uv, and carried into another that has neither uv nor a compiler.
#
#   docker build --tag emgek .                                    PostgreSQL, Redis
#   docker build --tag emgek --build-arg EXTRAS="s3 sentry" .     and what pyproject.toml calls extras

FROM python:3.13-slim AS build
# The version that tools/setup.sh bootstraps too.
COPY --from=ghcr.io/astral-sh/uv:0.13.9 /uv /bin/uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=/app/.venv
ARG EXTRAS=""
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-install-project $(for extra in $EXTRAS; do echo --extra $extra; done)
COPY . .
# Catalogues and static files belong to the release. These settings are of the build and stay in it.
RUN .venv/bin/python -m tools.messages compile \
 && SECRET_KEY=build DATABASE_URL=sqlite:////tmp/none.sqlite3 .venv/bin/python manage.py collectstatic --noinput \
 && rm -rf tests tools

FROM python:3.13-slim
RUN groupadd --system --gid 10001 emgek \
 && useradd --system --uid 10001 --gid emgek --home-dir /nonexistent --shell /usr/sbin/nologin emgek \
 && install -d -o emgek -g emgek /data/media /data/private /data/static /data/backups /srv/emgek/copy
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=emgek.settings \
    BIND=0.0.0.0:8000 MEDIA_ROOT=/data/media PRIVATE_ROOT=/data/private
USER emgek
EXPOSE 8000
ENTRYPOINT ["/app/deploy/entrypoint.sh"]
CMD ["web"]
