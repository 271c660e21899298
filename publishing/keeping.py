"""When versions are kept: at the end of everything a person saves on the desk, whichever screen it came from.

Signals of the models say which objects were touched; a view cannot forget to. They are listened to only while somebody
is at work (`recording`), so commands that fill the database keep no versions. What only `update()` writes says so
itself, by `touch`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.admin.models import LogEntry
from django.db import models
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.http import HttpRequest, HttpResponse

from publishing import versions
from publishing.publishable import PartRow
from publishing.translated_before import first_sources
from publishing.translating import note_first, note_keys
from publishing.versions import Key, Reason

READS = {"GET", "HEAD", "OPTIONS"}


class Recording:
    """What one person touches until its versions are kept."""

    def __init__(self, who: Callable):
        self.who = who
        self.touched: dict[Key, None] = {}
        self.gone: set[Key] = set()
        self.meaning_changed = True
        self.words_come_back = False

    def touch(self, *rows: models.Model) -> None:
        """Note objects before they change; what they hold and no version does is kept first."""
        roots = {(type(root), root.pk): root for root in map(versions.root_of, rows)}
        new = [key for key in roots if key[1] and key not in self.touched and key not in self.gone]
        if new:
            versions.keep_all(new, user=None, reason=Reason.BEFORE)
            note_first(*(roots[key] for key in new))
            self.touched.update(dict.fromkeys(new))

    def made(self, row: models.Model) -> None:
        """Note an object that is new."""
        root = versions.root_of(row)
        if (type(root), root.pk) not in self.gone:
            self.touched.setdefault((type(root), root.pk))

    def going(self, rows: Iterable[models.Model]) -> None:
        """Keep objects that are about to go, as they are."""
        keys = [key for key in ((type(row), row.pk) for row in rows) if key not in self.gone]
        versions.keep_all(keys, user=self.who(), reason=Reason.DELETED)
        for key in keys:
            self.touched.pop(key, None)
            self.gone.add(key)

    def deletes(self, row: models.Model, begun_with: type[models.Model]) -> None:
        """Keep an object that is about to go, as it is; a part that goes alone is a change of its object."""
        if isinstance(row, PartRow):
            if issubclass(begun_with, PartRow):
                self.touch(row)
            return
        self.going([row])

    def keep(self) -> None:
        """Keep a version of everything that was touched and differs now, and note how its translations stand."""
        touched, self.touched = list(self.touched), {}
        if touched:
            versions.keep_all(touched, user=self.who())
            before = first_sources if self.words_come_back else None
            note_keys(touched, by=self.who(), meaning_changed=self.meaning_changed, before=before)


current: ContextVar[Recording | None] = ContextVar("recording", default=None)


@contextmanager
def recording(who: Callable) -> Iterator[Recording]:
    """Keep versions of what is saved inside; `who()` is the user who saves it, or None."""
    token = current.set(Recording(who))
    try:
        yield current.get()
        current.get().keep()
    finally:
        current.reset(token)


def only_spelling() -> None:
    """Say that what is saved now changes the spelling of originals and not their meaning."""
    if found := current.get():
        found.meaning_changed = False


def words_come_back() -> None:
    """Say that what is saved now was filled with words of an earlier version, which nobody translated anew."""
    if found := current.get():
        found.words_come_back = True


def touch(rows: Iterable[models.Model]) -> None:
    """Note rows that are about to be changed by `update()`, which sends no signal; nothing is read in vain."""
    if found := current.get():
        found.touch(*rows)


class KeepVersions:
    """Middleware: whatever a request saves has versions, under the name of the one who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READS:
            return self.get_response(request)
        with recording(lambda: request.user if request.user.is_authenticated else None):
            return self.get_response(request)


# Signals --------------------------------------------------------------------------------------------------------------


def watch(model: type[models.Model]) -> None:
    """Keep versions of a model and its parts, and listen to what is saved of them."""
    for each in versions.register(model):
        pre_save.connect(before_save, sender=each)
        post_save.connect(after_save, sender=each)
        pre_delete.connect(before_delete, sender=each)
        for field in each._meta.local_many_to_many:
            m2m_changed.connect(links_change, sender=field.remote_field.through)


def before_save(sender, instance, raw, **kwargs) -> None:
    """Note what is about to change."""
    if (found := current.get()) and not raw and not instance._state.adding:
        found.touch(instance)
    elif found and not raw and isinstance(instance, PartRow):
        found.touch(instance.parent)


def after_save(sender, instance, raw, created, **kwargs) -> None:
    """Note what is new."""
    if (found := current.get()) and not raw and created:
        found.made(instance)


def before_delete(sender, instance, origin, **kwargs) -> None:
    """Keep what goes; `origin` is the row or the query that the deletion began with."""
    if found := current.get():
        found.deletes(instance, origin.model if isinstance(origin, models.QuerySet) else type(origin))


def links_change(sender, instance, action, reverse, **kwargs) -> None:
    """Note that a row is linked to others now, or no more."""
    if (found := current.get()) and not reverse and action.startswith("pre_"):
        found.touch(instance)


def act_is_logged(sender, **kwargs) -> None:
    """Keep versions inside the transaction of a form: the admin notes an act when all of it is saved."""
    if found := current.get():
        found.keep()


post_save.connect(act_is_logged, sender=LogEntry)
