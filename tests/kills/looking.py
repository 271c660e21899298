"""Looking into another installation from a test: its database and its files, through our own models."""

from contextlib import contextmanager

import environ
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import load_backend
from django.test import override_settings


@contextmanager
def looking_into(house):
    """Let every query and every file be those of a house."""
    configured = environ.Env.db_url_config(house.variables["DATABASE_URL"])
    if "sqlite" in configured["ENGINE"]:
        configured["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 60}
    every = connections.configure_settings({DEFAULT_DB_ALIAS: configured})
    there = load_backend(configured["ENGINE"]).DatabaseWrapper(every[DEFAULT_DB_ALIAS], DEFAULT_DB_ALIAS)
    here = connections[DEFAULT_DB_ALIAS]
    private = settings.STORAGES["private"]
    options = private["OPTIONS"] | {"location": house.variables["PRIVATE_ROOT"]}
    stores = settings.STORAGES | {"private": private | {"OPTIONS": options}}
    connections[DEFAULT_DB_ALIAS] = there
    try:
        with override_settings(MEDIA_ROOT=house.variables["MEDIA_ROOT"], STORAGES=stores):
            yield
    finally:
        there.close()
        connections[DEFAULT_DB_ALIAS] = here
