"""Documents of public calls, made without a worker that judges them."""

from itertools import count

from mandat.calls.attaching.files import DOCUMENT
from mandat.calls.files import destination_of
from mandat.calls.models import Call, CallDocument
from mandat.calls.states import Stage
from mandat.documents import services as files
from mandat.documents.kinds import PDF
from mandat.documents.states import Scan
from mandat.documents.uses import use_of
from mandat.people.models import Account

_number = count(1)


def attached(
    call: Call,
    by: Account,
    *,
    stage: Stage = Stage.PUBLIC,
    label: str = "Annexe",
    is_safe: bool = True,
) -> CallDocument:
    """A document of the call, already safe unless said otherwise."""
    file = files.receive_file(
        use=use_of(DOCUMENT),
        name=f"annexe-{next(_number)}.pdf",
        chunks=[b"%PDF-1.7 what everybody may read"],
        organisation=call.organisation,
        key_name=destination_of(call.organisation).key_name,
        owner=call,
        by=by,
    )
    if is_safe:
        files.begin_check(file=file)
        files.mark_safe(file=file, media_type=PDF, scan=Scan.CLEAN)
    return CallDocument.objects.create(call=call, file=file, label=label, stage=stage.value)
