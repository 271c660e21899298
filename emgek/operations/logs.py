"""Log lines: one JSON object a line, with the request's id and nothing that says who somebody is.

A line holds neither addresses of people nor names, words searched for, tokens of links or values of fields. So an
error is told by its type and its places in the code, without its message, which can quote what was entered; a page is
told by its route (`<language>/candidates/<slug>/`), not by its address.
"""

import logging
import re
import traceback
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from pythonjsonlogger.json import JsonFormatter

FORMAT = "{asctime}{levelname}{name}{message}"
NAMES = {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "error"}
#: What a proxy or a monitor may call a request; anything else is not taken from outside.
GIVEN = re.compile(r"[0-9A-Za-z-]{8,64}")
NO_REQUEST = "-"

request_id: ContextVar[str] = ContextVar("request_id", default=NO_REQUEST)


def new_id(given: str) -> str:
    """Return the id of a request: the proxy's, or one of our own.

    >>> new_id("2f1c8a77-0b1d"), len(new_id('">}\\n'))
    ('2f1c8a77-0b1d', 32)
    """
    return given if GIVEN.fullmatch(given) else uuid4().hex


def route_of(request: HttpRequest) -> str:
    """Return the pattern of an address, without the values in it."""
    match = getattr(request, "resolver_match", None)
    return match.route if match else NO_REQUEST


class Lines(JsonFormatter):
    """Writes one record as one line."""

    def __init__(self):
        super().__init__(FORMAT, style="{", rename_fields=NAMES, json_ensure_ascii=False, json_default=str)

    def process_log_record(self, log_record: dict[str, Any]) -> dict[str, Any]:
        """Add the request's id; leave out the request itself, which knows everything about its reader."""
        log_record.pop("request", None)
        if (one := request_id.get()) != NO_REQUEST:
            log_record["request"] = one
        return super().process_log_record(log_record)

    def format(self, record: logging.LogRecord) -> str:
        """Put the route where Django says the address."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            record = logging.makeLogRecord(record.__dict__)
            record.msg, record.args = record.getMessage().replace(request.path, route_of(request)), ()
        return super().format(record)

    def formatException(self, exc_info) -> str:
        """Name the errors and where they came from, the last first; say nothing of what they say."""
        told, error = [], exc_info[1]
        while error is not None:
            places = [f"{one.filename}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)]
            told.append(f"{type(error).__module__}.{type(error).__qualname__} at {' < '.join(reversed(places[-12:]))}")
            error = error.__cause__ or error.__context__
        return " from ".join(told)


def config(level: str) -> dict:
    """Return the configuration of logging for Django and gunicorn: everything goes to standard output."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "emgek.operations.logs.Lines"}},
        "handlers": {
            "out": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stdout"},
        },
        "root": {"level": "WARNING", "handlers": ["out"]},
        "loggers": {
            "emgek": {"level": level},
            "django": {"level": level, "handlers": [], "propagate": True},
            # Every answer has a line of ours already; only what failed is told once more, with its error.
            "django.request": {"level": "ERROR"},
            # It quotes a Host header, in which anybody may write anything; the line of the answer says 400.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django_tasks": {"level": level},
            "gunicorn.error": {"level": level, "handlers": [], "propagate": True},
            "gunicorn.access": {"level": "WARNING", "handlers": [], "propagate": True},
        },
    }
