"""The checker's remarks on a stored draft, with what a person decided about them."""

from dataclasses import dataclass, replace

from django.conf import settings

from mandat.calls.checker import check_draft
from mandat.calls.checker.remarks import Remark, Remedy, Severity
from mandat.calls.checker.settings import CheckSettings
from mandat.calls.composing import as_text, compose
from mandat.calls.content import content_of
from mandat.calls.importer.draft import Span
from mandat.calls.models import Call, RemarkDismissal
from mandat.calls.queries import current_draft
from mandat.people.models import Organisation


@dataclass(frozen=True, slots=True)
class RemarkNow:
    """A remark as it stands now: open, or set aside with a reason."""

    remark: Remark
    dismissal: RemarkDismissal | None

    @property
    def key(self) -> str:
        return self.remark.key

    @property
    def code(self) -> str:
        return self.remark.code

    @property
    def severity(self) -> Severity:
        return self.remark.severity

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.remark.spans

    @property
    def remedy(self) -> Remedy | None:
        return self.remark.remedy

    @property
    def field(self) -> str:
        """The field that the remedy would change, without its part; "" without remedy."""
        return self.remark.remedy.field.partition(".")[0] if self.remark.remedy else ""

    @property
    def blocks(self) -> bool:
        return self.remark.severity == Severity.BLOCKING and self.dismissal is None


def check_settings(organisation: Organisation | None = None) -> CheckSettings:
    """The organisation's thresholds, else the site's, for the organisation's country."""
    country = (organisation.country or None) if organisation else None
    days = (organisation.notice_days if organisation else None) or settings.NOTICE_DAYS
    if days is None:
        return CheckSettings(country=country)
    notice = dict.fromkeys(CheckSettings().minimum_notice, days)
    return CheckSettings(country=country, minimum_notice=notice)


def remarks_of(call: Call) -> list[RemarkNow]:
    """Every remark on the draft as it stands, in the checker's order."""
    dismissed = {d.key: d for d in call.dismissals.all()}
    return [RemarkNow(remark, dismissed.get(remark.key)) for remark in _remarks(call)]


# Rules that read words, not fields. What was written here has no text yet: they read the one that
# would be published, and their remarks have no place in it.
_OF_WORDS = frozenset({"acronym_never_expanded", "blank_placeholder", "open_list"})


def _remarks(call: Call) -> list[Remark]:
    draft, settings = current_draft(call), check_settings(call.organisation)
    remarks = check_draft(draft, settings=settings)
    if call.terms is not None:
        return remarks
    text = as_text(compose(content_of(draft, {}), call.language))
    read = check_draft(replace(draft, text=text), settings=settings)
    return remarks + [replace(r, spans=()) for r in read if r.code in _OF_WORDS]


def open_remarks(call: Call) -> list[RemarkNow]:
    """The remarks that nobody set aside."""
    return [r for r in remarks_of(call) if r.dismissal is None]
