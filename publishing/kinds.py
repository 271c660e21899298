"""The kinds of things that can be public: a model registers itself by naming its `kind`."""

from collections.abc import Iterable

KINDS: dict[str, type] = {}


def register(model) -> None:
    """Put a Publishable under its kind; two models of one kind are a mistake."""
    if KINDS.setdefault(model.kind, model) is not model and KINDS[model.kind].__qualname__ != model.__qualname__:
        raise ValueError(f"Two models claim the kind {model.kind!r}")


def model_of(kind: str):
    """Return the model of a kind."""
    return KINDS[kind]


def document_of(kind: str):
    """Return the dataclass of a kind's documents."""
    return KINDS[kind].document_class


def campaign_kinds() -> tuple[str, ...]:
    """Return the kinds that are campaign material."""
    return tuple(sorted(kind for kind, model in KINDS.items() if model.is_campaign))


def row_of(kind: str, object_id: int):
    """Return the working row of an object."""
    return KINDS[kind]._default_manager.get(pk=object_id)


def rows_of(keys: Iterable[tuple[str, int]]) -> dict:
    """Return the working rows of some objects by kind and id, those that are still there; one query a kind."""
    found = {kind: KINDS[kind]._default_manager.in_bulk(ids) for kind, ids in ids_by_kind(keys).items()}
    return {(kind, pk): row for kind, rows in found.items() for pk, row in rows.items()}


def ids_by_kind(keys: Iterable[tuple]) -> dict[str, set[int]]:
    """Sort keys into the ids of each kind; what follows kind and id in a key makes no difference.

    >>> ids_by_kind([("page", 1), ("plank", 1, "ky"), ("page", 2)])
    {'page': {1, 2}, 'plank': {1}}
    """
    ids: dict[str, set[int]] = {}
    for kind, object_id, *_more in keys:
        ids.setdefault(kind, set()).add(object_id)
    return ids
