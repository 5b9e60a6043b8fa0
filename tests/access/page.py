"""Writes the matrix as a page of the documentation: `python -m tests.access.page`."""

import os
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "access.md"
INTRODUCTION = """\
# Who may open what

Made from the table that the suite tries on every run: each address below, by a visitor, by a
person without role, and by every role of the organisation and of a twin organisation, by GET and
by POST. Who may not pass is answered as if nothing were there (404), a visitor is sent to sign in.
"Own" means an object of the organisation in which the role is held; the same role elsewhere is
refused. The pages of sign-in are not listed: they show a person nothing but their own.

| address | own object | who |
|---|---|---|
"""


def written() -> str:
    """The page as the table makes it."""
    from tests.access.entries import ENTRIES  # noqa: PLC0415 -- after Django is set up

    rows = []
    for name, entry in sorted(ENTRIES.items()):
        who = [str(w).replace("_", " ") for w in sorted(entry.who)]
        who = ", ".join([*who, *filter(None, [entry.note])])
        rows.append(f"| `{name}` | {'own' if entry.names else '-'} | {who} |")
    return INTRODUCTION + "\n".join(rows) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    PAGE.write_text(written(), encoding="utf-8")
