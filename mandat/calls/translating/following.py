"""When the original becomes another version, its translations follow as far as they can."""

from mandat.calls.content import Content
from mandat.calls.models import Call, CallTranslation
from mandat.calls.translating.rules import Translated, aligned, translatable, with_criteria


def made_of(row: CallTranslation | None) -> Translated:
    """What is stored of a translation; where it does not say of which words it was made, those
    of its version."""
    if row is None:
        return Translated({}, {})
    if row.originals or not row.of_version:
        return Translated(row.texts, row.originals)
    version = row.call.versions.filter(number=row.of_version).first()
    return Translated(row.texts, translatable(version.content) if version else {})


def follow(call: Call, content: Content) -> None:
    """Each translation stands beside the texts of the new version.

    One in which the version says nothing new is of that version; another stays older than it.
    The caller holds the call and has given it the number of the version.
    """
    now = translatable(content)
    for row in call.translations.all():
        made = aligned(made_of(row), now)
        row.texts, row.originals = with_criteria(made.texts, content), dict(made.originals)
        if made.fits(now):
            row.of_version = call.version_number
        row.save(update_fields=["texts", "originals", "of_version"])
