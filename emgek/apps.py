"""The roof as a Django application."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EmgekConfig(AppConfig):
    """What speaks for the whole site: pages, roles, demonstration, commands."""

    name = "emgek"
    verbose_name = _("Site")

    def ready(self):
        """Keep the roles in step with the house after every migration, and note how the translations stand."""
        from emgek.operations import checks, sentry  # noqa: F401 -- the check registers itself
        from emgek.roles import write_roles
        from publishing.translating import note_what_was_there

        sentry.listen()
        post_migrate.connect(write_roles, sender=self)
        post_migrate.connect(note_what_was_there, sender=self)


class DeskConfig(AdminConfig):
    """Django's admin, with the desk as its site."""

    default_site = "emgek.desk.Desk"
