"""WSGI entry point of emgek."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emgek.settings")

# Django first: what stands in front of it asks its models.
behind = get_wsgi_application()

from emgek.finished.front import Front  # noqa: E402

application = Front(behind)
