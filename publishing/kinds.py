"""The kinds of things that can be public: a model registers itself by naming its `kind`."""

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
