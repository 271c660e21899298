"""Which software makes the pages: pages of another release are other pages, also while both are at work."""

import hashlib
from functools import cache

from django.conf import settings

from emgek.settings import BASE_DIR

ROOMS = ("emgek", "candidates", "programs", "elections", "publishing", "staff", "templates", "static", "locale")
MAKES = {".py", ".html", ".xml", ".sql", ".toml", ".css", ".js", ".svg", ".mo"}


@cache
def release() -> str:
    """Return what the installation says (RELEASE), else a hash of the names, sizes and times of all files of ours."""
    if settings.RELEASE:
        return settings.RELEASE
    files = (path for room in ROOMS for path in (BASE_DIR / room).rglob("*") if path.suffix in MAKES)
    seen = sorted((str(path.relative_to(BASE_DIR)), path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
