"""Opens zip containers within strict limits; every judge of a container begins here."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from mandat.documents.containers import check_parts, check_sizes
from mandat.documents.limits import Limits, Refused


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """An archive whose directory keeps within the limits, without password or double names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            check_sizes(entries, limits)
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused("password_protected")
            if len({entry.filename for entry in entries}) < len(entries):
                raise Refused("archive_unsafe", {"because": "double"})
            yield archive
    except zipfile.BadZipFile as error:
        # Python tells entries that share their bytes (a bomb of overlapping files) by this word.
        raise Refused("zip_bomb" if "Overlapped" in str(error) else "corrupt") from error
    except (EOFError, KeyError, NotImplementedError, OSError, ValueError, zlib.error) as error:
        raise Refused("corrupt") from error


@contextmanager
def whole(data: bytes, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """An archive as `opened`, of which every part was unpacked and agrees with its checksum."""
    with opened(data, limits) as archive:
        check_parts(archive, archive.infolist())
        if archive.testzip() is not None:
            raise Refused("corrupt")
        yield archive
