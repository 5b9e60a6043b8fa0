"""What became of a file that was judged."""

from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

from mandat.documents.judging import Refused, Verdict, judge
from mandat.documents.kinds import KINDS, ZIP

ALL = KINDS - {ZIP}
MOST = 100_000_000


def verdict(data: bytes, name: str = "file", **options: object) -> Verdict:
    given: dict[str, object] = {"kinds": ALL, "max_bytes": MOST, "name": name, **options}
    with NamedTemporaryFile(prefix="mandat-judged-") as file:
        file.write(data)
        file.flush()
        return judge(Path(file.name), **given)  # type: ignore[arg-type]


def refused(data: bytes, name: str = "file", **options: object) -> Refused:
    with pytest.raises(Refused) as caught:
        verdict(data, name, **options)
    return caught.value


def code(data: bytes, name: str = "file", **options: object) -> str:
    """The code of a refusal, "" for a file that was taken."""
    try:
        verdict(data, name, **options)
    except Refused as refusal:
        return refusal.code
    return ""
