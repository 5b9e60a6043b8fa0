"""Associated data: what a ciphertext belongs to, so that it opens in no other place."""

from uuid import UUID

_HEADER = b"mandat/1"


def bind(model_label: str, row: UUID | str, field: str, *further: int | str | UUID) -> bytes:
    """The associated data of one field of one row: a value moved elsewhere does not open.

    `model_label` is `room.model` in lower case, `row` a public id. Each part carries its length,
    so that no two lists of parts give the same bytes.
    """
    parts = [p.encode() for p in (str(x) for x in (model_label, row, field, *further))]
    return _HEADER + b"".join(len(p).to_bytes(4, "big") + p for p in parts)
