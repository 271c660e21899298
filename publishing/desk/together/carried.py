"""What somebody sent whose session had ended, carried by the sign-in page and brought back into the form afterwards.

It travels in the page, packed and signed, so that nothing of a person who is not signed in is stored here.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

from publishing.desk.together import drafts

FIELD = "carried"
HALF_A_DAY = 12 * 3600
SALT = "desk.carried"
BUTTONS = {"_save", "_continue", "_addanother", "_publish"}
LEFT_BEHIND = {"csrfmiddlewaretoken", *BUTTONS}


@dataclass(frozen=True)
class Carried:
    """A form that was sent: its address, and its fields in their order."""

    address: str
    fields: list[tuple[str, str]]


def is_form(request: HttpRequest) -> bool:
    """Say whether a form of the desk was sent by somebody who is signed in no more."""
    was_sent = request.method == "POST" and not request.user.is_authenticated
    return was_sent and (bool(BUTTONS & set(request.POST)) or request.POST.get(drafts.WANTED) == drafts.TAKE)


def pack(request: HttpRequest) -> str:
    """Return what was sent as a text; of files only their names."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if is_kept(name)]
    fields += [(drafts.FILES, file.name) for _name, files in request.FILES.lists() for file in files]
    return signing.dumps([request.get_full_path(), fields], salt=SALT, compress=True)


def is_kept(name: str) -> bool:
    """Say whether a field is carried: no button, and no password."""
    return name not in LEFT_BEHIND and "password" not in name


def unpack(token: str) -> Carried | None:
    """Return what was packed; None when it is not ours, or too old."""
    try:
        address, fields = signing.loads(token, salt=SALT, max_age=HALF_A_DAY)
    except (signing.BadSignature, ValueError):
        return None
    kept = [(name, value) for name, value in fields if name != drafts.WANTED]
    return Carried(address, [*kept, (drafts.WANTED, drafts.TAKE)])
