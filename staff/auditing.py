"""What this floor itself notes in the audit log: sign-ins, users and their roles, files taken out of the desk."""

from collections.abc import Callable, Iterable
from email.message import Message

from allauth.mfa import signals as factor_signals
from django.contrib import messages
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils.translation import gettext as _

from staff import sessions
from staff.at_work import at_work
from staff.audit import Action, By, Told, record
from staff.factors import MAIN, Factor, reset_unseen, used
from staff.models import User

#: Written by signing in, which has a line of its own.
UNTOLD = {"last_login"}
LINKS = {"post_add": "+", "post_remove": "−"}


class Auditing:
    """Middleware: keep the request at hand for the log, and note every file that leaves the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with at_work(request):
            response = self.get_response(request)
            if is_export(request, response):
                record(Told(action=Action.EXPORTED, title=file_name(response), details=(request.path,)))
            return response


def is_export(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether an answer is a file from the desk; no screen that hands one out can forget to say so."""
    is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
    return is_file and request.resolver_match is not None and is_of_the_desk(request.resolver_match)


def is_of_the_desk(match: ResolverMatch) -> bool:
    """Say whether an address is for those only who work here."""
    return "/admin/" in f"/{match.route}" or match.view_name == "moment"


def file_name(response: HttpResponse) -> str:
    """Return the name under which an answer is to be saved."""
    head = Message()
    head["Content-Disposition"] = response.headers["Content-Disposition"]
    return head.get_filename("")


def signed_in(sender, request, user, **kwargs) -> None:
    """Note who signed in and by what; tell somebody whose second factor was reset meanwhile."""
    if reset := reset_unseen(user):
        said = _("Your second factor was reset by %(who)s: “%(why)s”. If you did not ask for it, say so at once.")
        said %= {"who": reset.actor, "why": reset.details[0]}
        messages.warning(request, said, fail_silently=True)
    if hasattr(request, "session"):
        sessions.begin(request)
    record(Told.of(Action.SIGN_IN, user, used(request, user)), by=By.of(user), request=request)


def signed_out(sender, request, user, **kwargs) -> None:
    """Note who signed out."""
    if user is not None:
        record(Told.of(Action.SIGN_OUT, user), by=By.of(user), request=request)


def sign_in_failed(sender, credentials, request=None, **kwargs) -> None:
    """Note for whom it failed; a name nobody has is not kept: it may be a password typed into the wrong field."""
    user = User.objects.filter(username=credentials.get("username") or "").first()
    record(Told.of(Action.SIGN_IN_FAILED, user) if user else Told(action=Action.SIGN_IN_FAILED), request=request)


def factor_failed(sender, request, user, authenticator, **kwargs) -> None:
    """Note a code that was wrong."""
    record(Told.of(Action.SIGN_IN_FAILED, user, (authenticator.type,)), request=request)


def factor_used(sender, request, user, authenticator, **kwargs) -> None:
    """Note that a recovery code is gone."""
    if authenticator.type == Factor.RECOVERY_CODES:
        record(Told.of(Action.CODE_USED, user), by=By.of(user), request=request)


def factor_added(sender, request, user, authenticator, **kwargs) -> None:
    """Note a new second factor; the first recovery codes come with it."""
    if authenticator.type in MAIN:
        record(Told.of(Action.FACTOR_ADDED, user, (authenticator.type,)), request=request)


def factor_removed(sender, request, user, authenticator, **kwargs) -> None:
    """Note that a second factor is gone; recovery codes go with the last one."""
    record(Told.of(Action.FACTOR_REMOVED, user, (authenticator.type,)), request=request)


def codes_made(sender, request, user, **kwargs) -> None:
    """Note that the recovery codes are new."""
    record(Told.of(Action.CODES_MADE, user), request=request)


def before_user_is_saved(sender, instance, raw, update_fields=None, **kwargs) -> None:
    """Remember which fields of a user change."""
    old = User.objects.filter(pk=instance.pk).first() if instance.pk and not raw else None
    names = {field.attname for field in User._meta.concrete_fields} - UNTOLD
    names &= set(update_fields or names)
    instance.changed = sorted(name for name in names if old and getattr(old, name) != getattr(instance, name))


def user_is_saved(sender, instance, raw, created, **kwargs) -> None:
    """Note a user who is new, or what changed of one."""
    if created and not raw:
        record(Told.of(Action.ADDED, instance))
    elif instance.changed:
        record(Told.of(Action.CHANGED, instance, instance.changed))


def user_is_deleted(sender, instance, **kwargs) -> None:
    """Note a user who is gone."""
    record(Told.of(Action.DELETED, instance))


def roles_change(sender, instance, action, pk_set: Iterable[int] | None, reverse, **kwargs) -> None:
    """Note which roles a user was given or lost; a group that is filled from its own side tells of each user."""
    if action == "post_clear":
        record(Told.of(Action.ROLES, instance, ("−",)))
    if action not in LINKS or not pk_set:
        return
    sign = LINKS[action]
    if reverse:
        users = User.objects.filter(pk__in=pk_set)
        record(*(Told.of(Action.ROLES, user, (f"{sign}{instance}",)) for user in users))
    else:
        names = Group.objects.filter(pk__in=pk_set).order_by("name").values_list("name", flat=True)
        record(Told.of(Action.ROLES, instance, [f"{sign}{name}" for name in names]))


def listen() -> None:
    """Connect what is noted; called when all models are known."""
    user_logged_in.connect(signed_in)
    user_logged_out.connect(signed_out)
    user_login_failed.connect(sign_in_failed)
    factor_signals.authentication_failed.connect(factor_failed)
    factor_signals.authenticator_used.connect(factor_used)
    factor_signals.authenticator_added.connect(factor_added)
    factor_signals.authenticator_removed.connect(factor_removed)
    factor_signals.authenticator_reset.connect(codes_made)
    pre_save.connect(before_user_is_saved, sender=User)
    post_save.connect(user_is_saved, sender=User)
    post_delete.connect(user_is_deleted, sender=User)
    m2m_changed.connect(roles_change, sender=User.groups.through)
