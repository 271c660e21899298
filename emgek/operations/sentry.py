"""Telling errors to a Sentry, where the settings name one: what broke and where, nothing of whom it broke for.

It is off unless SENTRY_DSN is set and the extra `sentry` is installed (`uv sync --extra sentry`).
"""

import sys
from typing import Any

from django.conf import settings

from emgek.operations.logs import NO_REQUEST, request_id

#: Of a request nothing is told but these.
OF_A_REQUEST = ("method",)
#: Of a frame nothing is told but its place.
OF_A_FRAME = ("filename", "abs_path", "function", "module", "lineno", "in_app")


def listen() -> None:
    """Begin to tell, or stop with one sentence where the settings ask for what is not installed."""
    if not settings.SENTRY_DSN:
        return
    try:
        import sentry_sdk  # noqa: PLC0415 -- most installations do without it
    except ImportError:
        sys.exit("emgek: SENTRY_DSN is set, but sentry-sdk is not installed: uv sync --extra sentry")
    from publishing.journal import SOFTWARE  # noqa: PLC0415 -- models are not ready when this module is read

    sentry_sdk.init(**options(settings.SENTRY_DSN, SOFTWARE))


def options(dsn: str, release: str) -> dict[str, Any]:
    """Return what Sentry's library is told: no tracing, no breadcrumbs, no values, no bodies."""
    return {
        "dsn": dsn,
        "release": release.replace(" ", "@"),
        "include_local_variables": False,
        "include_source_context": False,
        "max_request_body_size": "never",
        "max_breadcrumbs": 0,
        "server_name": "",
        "before_send": scrubbed,
    }


def scrubbed(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Return an event with the types and places of its errors, and without their messages and everything of a reader.

    >>> scrubbed({"user": {"ip_address": "10.0.0.7"}, "exception": {"values": [{"type": "E", "value": "Үлгү"}]}}, {})
    {'exception': {'values': [{'type': 'E', 'stacktrace': {'frames': []}}]}, 'tags': {}}
    """
    kept = {name: event[name] for name in ("event_id", "timestamp", "level", "platform", "release") if name in event}
    errors = event.get("exception", {}).get("values", [])
    kept["exception"] = {"values": [bare(error) for error in errors]}
    if "request" in event:
        kept["request"] = {name: event["request"][name] for name in OF_A_REQUEST if name in event["request"]}
    one = request_id.get()
    kept["tags"] = {"request_id": one} if one != NO_REQUEST else {}
    return kept


def bare(error: dict[str, Any]) -> dict[str, Any]:
    """Return the type of an error and the places it came through."""
    frames = (error.get("stacktrace") or {}).get("frames", [])
    told = [{name: frame[name] for name in OF_A_FRAME if name in frame} for frame in frames]
    kinds = {name: error[name] for name in ("type", "module") if name in error}
    return kinds | {"stacktrace": {"frames": told}}
