"""Documents of applications sent in and checked as by a page and the worker, without either."""

from mandat.core.crypto import as_worker
from mandat.core.passes import Visitor, pass_of
from mandat.documents.checking import check_file
from mandat.documents.services import receive_file
from mandat.documents.uses import use_of
from mandat.intake.files import OFFER, PIECE, target_of
from mandat.intake.models import Piece
from mandat.intake.sealing import arrival_key, organisation_key


def visitor_of(application):
    """Somebody whose browser opened the link of the application."""
    return Visitor(frozenset({pass_of(application)}))


def send_piece(application, data, *, slot="0", name="note.pdf", secret=False):
    """The piece that a file in this slot has become; not checked yet."""
    use = use_of(OFFER if secret else PIECE)
    file = receive_file(
        use=use,
        name=name,
        chunks=[data],
        organisation=application.organisation,
        key_name=arrival_key(application.call)
        if secret
        else organisation_key(application.organisation),
        owner=application,
        by=visitor_of(application),
        target=target_of(application, slot),
    )
    return Piece.objects.select_related("file").get(file=file)


def check(piece):
    """What the worker does with it."""
    with as_worker():
        check_file(piece.file.public_id)
