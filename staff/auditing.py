"""What this floor itself notes in the audit log: sign-ins, users and their roles, files taken out of the desk."""

from collections.abc import Callable, Iterable
from email.message import Message

from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest, HttpResponse

from staff.at_work import at_work
from staff.audit import Action, By, Told, record
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
    return is_file and "admin" in getattr(request.resolver_match, "namespaces", ())


def file_name(response: HttpResponse) -> str:
    """Return the name under which an answer is to be saved."""
    head = Message()
    head["Content-Disposition"] = response.headers["Content-Disposition"]
    return head.get_filename("")


def signed_in(sender, request, user, **kwargs) -> None:
    """Note who signed in."""
    record(Told.of(Action.SIGN_IN, user), by=By.of(user), request=request)


def signed_out(sender, request, user, **kwargs) -> None:
    """Note who signed out."""
    if user is not None:
        record(Told.of(Action.SIGN_OUT, user), by=By.of(user), request=request)


def sign_in_failed(sender, credentials, request=None, **kwargs) -> None:
    """Note for whom it failed; a name nobody has is not kept: it may be a password typed into the wrong field."""
    user = User.objects.filter(username=credentials.get("username") or "").first()
    record(Told.of(Action.SIGN_IN_FAILED, user) if user else Told(action=Action.SIGN_IN_FAILED), request=request)


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
    pre_save.connect(before_user_is_saved, sender=User)
    post_save.connect(user_is_saved, sender=User)
    post_delete.connect(user_is_deleted, sender=User)
    m2m_changed.connect(roles_change, sender=User.groups.through)
