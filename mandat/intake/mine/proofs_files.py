"""The one document that a request for proof takes: by its own way in, never by another slot's."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mandat.core.passes import opens
from mandat.documents.kinds import DOC, DOCX, JPEG, ODT, PDF, PNG
from mandat.documents.models import File
from mandat.documents.uses import Destination, Facts, Use, register_use
from mandat.intake import policies
from mandat.intake.models import Piece, ProofRequest
from mandat.intake.sealing import organisation_key
from mandat.intake.services import proving

PROOF = "intake.proof"
_MOST_PAGES = 100


def _proof(target: str) -> ProofRequest | None:
    try:
        return proving.find_proof(UUID(target))
    except ValueError:
        return None


def destination_of(proof: ProofRequest) -> Destination:
    """Under the organisation's key, for the application: what proves is no secret."""
    organisation = proof.application.organisation
    return Destination(organisation, organisation_key(organisation), owner=proof.application)


def send_proof_to(by: Any, target: str) -> Destination | None:
    """To a request that is open, for whoever opened the link of its application."""
    proof = _proof(target)
    if proof is None or not policies.can_write_application(by, proof.application):
        return None
    return destination_of(proof) if proving.is_open(proof, timezone.now()) else None


def received(file: File, facts: Facts) -> None:
    """What was sent from the page of a request waits there to be handed in."""
    proof = _proof(facts.target)
    if proof is not None:
        proving.keep_sent(row=proof, file=file)


def can_read_proof(by: Any, file: File) -> bool:
    """Its applicant; and the clerk, once it was handed in."""
    if opens(by, file.owner_label, file.owner_id):
        return True
    proofs = ProofRequest.objects.filter(piece__file=file)
    proof = proofs.select_related("application__organisation").first()
    return proof is not None and policies.can_read_application(by, proof.application)


def page_of(file: File) -> str:
    """The applicant's own page."""
    piece = Piece.objects.filter(file=file).select_related("application").first()
    return reverse("my:show_application", args=[piece.application.public_id]) if piece else ""


def register() -> None:
    """Documents may come in for requests."""
    register_use(
        Use(
            code=PROOF,
            label=_("Proof that was asked for"),
            kinds=frozenset({PDF, DOCX, ODT, DOC, JPEG, PNG}),
            max_bytes=settings.IMPORT_MAX_BYTES,
            max_pages=_MOST_PAGES,
            can_read=can_read_proof,
            send_to=send_proof_to,
            page_of=page_of,
            received=received,
        )
    )
