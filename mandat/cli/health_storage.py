"""Whether the storage of files can be used: `mandat doctor` writes there, reads, and cleans up."""

from secrets import token_hex

from mandat.cli.findings import Answers, Finding, Level
from mandat.cli.words import _

_PROBE = b"mandat doctor"


def storage() -> Answers:
    """The storage takes an object, gives it back, says what is not there, and forgets it."""
    from config import env  # noqa: PLC0415 -- after start_django
    from mandat.documents.store.segments import StorageFailed  # noqa: PLC0415

    bucket = env.read("MANDAT_S3_BUCKET")
    if not bucket and not env.files_dir().is_dir():
        return  # nothing was ever stored, and the doctor makes nothing
    where = bucket or env.files_dir()
    try:
        problem = _problem()
    except ImportError:
        message = _("The bucket cannot be used: boto3 is not installed. Install mandat[s3].")
        yield Finding("storage_unusable", Level.WRONG, message)
        return
    except StorageFailed as error:
        problem = str(error).removeprefix("storage: ")
    if problem:
        message = _("Files cannot be stored in %(where)s: %(reason)s. People cannot send any.")
        yield Finding(
            "storage_unusable", Level.WRONG, message % {"where": where, "reason": problem}
        )
        return
    message = _("Files are stored in %(where)s: writing, reading and removing work.")
    yield Finding("storage", Level.FINE, message % {"where": where})
    if not _shows_unfinished():
        message = _(
            "The bucket does not tell which uploads were broken off, so they cannot be swept. "
            "Allow ListBucketMultipartUploads, or let the store remove them after two days."
        )
        yield Finding("storage_unfinished", Level.NOTE, message)


def _problem() -> str:
    """What does not work; "" when all does. `StorageFailed` names it in the store's own word."""
    from mandat.documents.store.objects import (  # noqa: PLC0415 -- after start_django
        get,
        names_under,
        object_name,
        put,
        remove,
        size_of,
    )

    name = object_name(token_hex(16))  # as a file's: swept after two days if we die here
    if size_of(name) is not None:  # without the right to list, this is refused, not answered
        return _("not as it should be")
    put(name, [_PROBE], len(_PROBE))
    try:
        back = b"".join(get(name, 0, len(_PROBE)))
        listed = names_under(name.rpartition("/")[0])
    finally:
        remove(name)
    is_kept = back == _PROBE and name in listed
    return "" if is_kept and size_of(name) is None else _("not as it should be")


def _shows_unfinished() -> bool:
    """Whether objects that were begun and not finished can be found, where there can be any."""
    from mandat.documents.store.objects import (  # noqa: PLC0415 -- after start_django
        KeepsPieces,
        sealed_storage,
        storage_failures,
    )
    from mandat.documents.store.segments import StorageFailed  # noqa: PLC0415

    kept = sealed_storage()
    if not isinstance(kept, KeepsPieces):
        return True
    try:
        with storage_failures():
            list(kept.unfinished("files/"))
    except StorageFailed:
        return False
    return True
