"""The limit of a server: one finished answer from memory, with no framework behind it (tools/bench.py)."""

import os
from pathlib import Path

BODY = Path(os.environ["BENCH_PAGE_FILE"]).read_bytes()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(environ, start_response):
    """Answer anything with the same page."""
    start_response("200 OK", HEADERS)
    return [BODY]
