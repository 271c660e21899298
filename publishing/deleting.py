"""What was ever public cannot be deleted, by whatever road: its address and number belong to it for ever."""

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from publishing.editions import Edition


def refuse_deletion(sender, instance, **kwargs) -> None:
    """Stop the deletion of a row that has editions; the receiver of `pre_delete` of every kind.

    A signal, since no constraint can say it: an edition names its object by kind and id, and bulk deletions and
    cascades never call `delete()`. What was erased may go: only hashes are left of it.
    """
    editions = set(Edition.objects.of(instance).filter(document__body__isnull=False)[:1])
    if editions:
        raise ProtectedError(_("This was public. It can be withdrawn or erased, not deleted."), editions)
