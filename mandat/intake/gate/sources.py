"""Messages from files: a saved message, an mbox, a maildir, or a folder of any of them."""

import mailbox
from collections.abc import Iterator
from pathlib import Path

from mandat.intake.letters.limits import LARGEST

_MBOX = b"From "
_LARGEST = 2 * LARGEST  # bytes of one message that are taken into memory


def messages_in(path: Path) -> Iterator[bytes]:
    """Every message below the path, in the order of names. `OSError` when it cannot be read."""
    if not path.is_dir():
        yield from _messages_of(path)
        return
    for one in sorted(path.iterdir(), key=_order):
        if one.name.startswith(".") and one.name not in (".", ".."):
            continue
        if one.is_dir():
            if one.name != "tmp":  # of a maildir: what is not delivered yet
                yield from messages_in(one)
        elif one.is_file():
            yield from _messages_of(one)


def _order(path: Path) -> tuple[str, str]:
    """`new` after `cur`, numbers by their length first: 2.eml before 10.eml."""
    return path.stem.rjust(40, "\0") if path.stem.isdigit() else path.name, path.name


def _messages_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        beginning = file.read(len(_MBOX))
        if beginning != _MBOX:
            yield beginning + file.read(_LARGEST)
            return
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.keys():  # noqa: SIM118 -- a mailbox is no mapping: iterating reads messages
            yield box.get_bytes(key)
    finally:
        box.close()
