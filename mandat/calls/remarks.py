"""The checker's remarks on a stored draft, with what a person decided about them."""

from dataclasses import dataclass

from django.conf import settings

from mandat.calls.checker import check_draft
from mandat.calls.checker.remarks import Remark, Remedy, Severity
from mandat.calls.checker.settings import CheckSettings
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
    """The site's thresholds, for the country of the organisation where there is one."""
    country = (organisation.country or None) if organisation else None
    if settings.NOTICE_DAYS is None:
        return CheckSettings(country=country)
    notice = dict.fromkeys(CheckSettings().minimum_notice, settings.NOTICE_DAYS)
    return CheckSettings(country=country, minimum_notice=notice)


def remarks_of(call: Call) -> list[RemarkNow]:
    """Every remark on the draft as it stands, in the checker's order."""
    dismissed = {d.key: d for d in call.dismissals.all()}
    return [
        RemarkNow(remark, dismissed.get(remark.key))
        for remark in check_draft(current_draft(call), settings=check_settings(call.organisation))
    ]


def open_remarks(call: Call) -> list[RemarkNow]:
    """The remarks that nobody set aside."""
    return [r for r in remarks_of(call) if r.dismissal is None]
