"""What changes in the translations of a call."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls import finding, policies
from mandat.calls.content import Content
from mandat.calls.inputs import spoken_languages
from mandat.calls.locking import locked_call
from mandat.calls.models import Call, CallTranslation
from mandat.calls.public.facets import write_facets
from mandat.calls.publishing import content_now
from mandat.calls.states import PUBLIC, CallState
from mandat.calls.translating.following import made_of
from mandat.calls.translating.rules import (
    Typed,
    aligned,
    merged,
    translatable,
    with_criteria,
)
from mandat.core.errors import RuleBroken

TRANSLATED_IN = frozenset(
    {CallState.DRAFT, CallState.IN_APPROVAL, CallState.PUBLISHED, CallState.CLOSED}
)


@dataclass(frozen=True, slots=True)
class Saved:
    """The translation as it is now, none when no text is translated; and what was not kept.

    `conflicts` are places whose translation somebody else changed meanwhile.
    """

    translation: CallTranslation | None
    conflicts: tuple[str, ...] = ()


def content_to_translate(call: Call) -> Content:
    """What the public reads, or would read if the draft were published now."""
    if call.version_number:
        content: Content = call.versions.get(number=call.version_number).content
        return content
    return content_now(call)


def check_language(call: Call, language: str) -> None:
    """A call is translated into a language that is not its own: `RuleBroken` otherwise."""
    known = {code for code, _name in spoken_languages()} | set(call.organisation.call_languages)
    if language not in known or language == call.language:
        raise RuleBroken("not_a_language", _("The call cannot be translated into this language."))


def _held(public_id: UUID, by: Any) -> Call:
    call = locked_call(public_id)
    if not policies.can_translate_call(by, call):
        raise PermissionDenied
    if call.state not in TRANSLATED_IN:
        raise RuleBroken("not_now", _("The call is not in a state that allows this."))
    return call


@transaction.atomic
def save_translation(
    *,
    public_id: UUID,
    language: str,
    typed: Mapping[str, Typed],
    insisting: Collection[str] = (),
    by: Any,
) -> Saved:
    """The texts say what was typed, as far as nobody else changed them meanwhile.

    Of a public call everybody reads them from now on. A translation in which the original says
    nothing new is made of the version that is public.
    """
    call = _held(public_id, by)
    check_language(call, language)
    content = content_to_translate(call)
    now = translatable(content)
    row = call.translations.filter(language=language).first()
    after = merged(aligned(made_of(row), now), typed, now, insisting)
    conflicts = tuple(after.conflicts)
    if not after.made.texts:
        if row is not None and not conflicts:
            _remove(call, row, content, by)
            row = None
        return Saved(row, conflicts)
    if not after.changed:
        return Saved(row, conflicts)
    row = row or CallTranslation(call=call, language=language, version=0)
    row.texts = with_criteria(after.made.texts, content)
    row.originals = dict(after.made.originals)
    if row.of_version is None or after.made.fits(now):
        row.of_version = call.version_number
    row.version += 1
    row.changed_by, row.changed_at = by, timezone.now()
    row.save()
    _follow_up(call, content, "calls.translation.saved", row, by)
    return Saved(row, conflicts)


@transaction.atomic
def remove_translation(*, public_id: UUID, language: str, by: Any) -> Call:
    """The call is no longer there in this language."""
    call = _held(public_id, by)
    row = call.translations.filter(language=language).first()
    if row is None:
        raise RuleBroken("translation_gone", _("This translation is no longer there."))
    _remove(call, row, content_to_translate(call), by)
    return call


def _remove(call: Call, row: CallTranslation, content: Content, by: Any) -> None:
    gone = CallTranslation(call=call, language=row.language, version=row.version)
    row.delete()
    _follow_up(call, content, "calls.translation.removed", gone, by)


def _follow_up(call: Call, content: Content, action: str, row: CallTranslation, by: Any) -> None:
    """Search and lists know the languages of the call; the journal knows who."""
    call.save(update_fields=["changed_at"])
    if call.state in PUBLIC:
        write_facets(call, content)
    finding.keep(call)
    record(
        actor=by,
        action=action,
        subject=call,
        organisation=call.organisation,
        details={"language": row.language, "version": row.version},
    )
