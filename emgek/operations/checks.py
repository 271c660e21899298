"""What an installation must have before it may serve: said in one sentence instead of by a bare 500."""

import sys

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.checks import CheckMessage, Error, Tags, register, run_checks

NOT_COLLECTED = Error(
    "The static files were not collected, so no page can be shown.",
    hint="Run `manage.py collectstatic --noinput`, then start the site again (the image has done it).",
    id="emgek.E001",
)
NOT_NAMED = Error(
    "The site has no name, so every address would be refused.",
    hint="Set ALLOWED_HOSTS in the environment or in .env, then start the site again.",
    id="emgek.E002",
)
#: Commands that must work before the files are collected, the one that collects them above all.
BEFORE = {"collectstatic", "migrate", "makemigrations", "start", "backup", "restore", "shell", "test"}
BEFORE |= {"verify_editions", "reset_second_factor"}  # after a restoring, before the site stands again


@register(Tags.staticfiles)
def static_files_are_collected(app_configs, **kwargs) -> list[CheckMessage]:
    """Find out whether the table of static files is there, where pages are made with one."""
    if BEFORE & set(sys.argv[1:2]) or settings.WHITENOISE_USE_FINDERS or not settings.STATIC_FILES_ARE_HASHED:
        return []
    storage = staticfiles_storage
    return [] if isinstance(storage, ManifestFilesMixin) and storage.hashed_files else [NOT_COLLECTED]


def refuse_what_cannot_serve() -> None:
    """Stop with one sentence where the site could only answer 500; called when the web server starts."""
    faults = [fault for fault in run_checks(tags=[Tags.staticfiles]) if fault.is_serious()]
    if not (settings.ALLOWED_HOSTS or settings.DEBUG):
        faults.append(NOT_NAMED)
    if faults:
        sys.exit("\n".join(f"emgek: {fault.msg} {fault.hint}" for fault in faults))
