"""WSGI entry point of emgek."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emgek.settings")

# Django first: what stands in front of it asks its models.
behind = get_wsgi_application()

from emgek.finished.front import Front  # noqa: E402
from emgek.operations.patience import limit_waiting  # noqa: E402
from emgek.roomy import roomy  # noqa: E402

limit_waiting()
application = Front(roomy(behind))

# A large form makes 100,000 objects and drops them again. Python would look through them for circles every 2,000, and
# through all of Django with them: an eighth of the form's time. So it looks less often, and past what stays anyway.
gc.freeze()
gc.set_threshold(20_000)
