"""What the page of publication and the page of the approver show."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from mandat.calls import display, labels
from mandat.calls.content import Content, extra_of, value_of
from mandat.calls.display import Line
from mandat.calls.life import queries
from mandat.calls.life.facts import obstacles_of
from mandat.calls.life.rules import proposals
from mandat.calls.life.words import REASONS, Way, way_of
from mandat.calls.models import Approval, Call, CallDocument
from mandat.calls.public.grading import JUDGED, grid_of, rules_of
from mandat.calls.public.page import Criterion
from mandat.calls.publishing import content_now, text_now
from mandat.calls.remarks import remarks_of
from mandat.calls.states import ApprovalOutcome, CallState
from mandat.calls.wording import remark_message


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule that stands in a field of the draft: what it says, or what is usual."""

    name: str
    label: Any
    lines: list[Line]
    reason: Any
    offer: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A remark that somebody set aside, with the reason that an approver reads."""

    message: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Part:
    """Values of the call that belong together, as lines to read."""

    title: Any
    fields: list[tuple[Any, list[Line]]]


class CallNow:
    """A call as it would be published, or as it was, for the pages of its life."""

    def __init__(self, call: Call, reader: Any) -> None:
        self.call, self.reader = call, reader

    @cached_property
    def content(self) -> Content:
        """What the public reads, or what it would read."""
        if self.call.version_number:
            version = self.call.versions.get(number=self.call.version_number)
            content: Content = version.content
            return content
        return content_now(self.call)

    @cached_property
    def team(self) -> queries.Team:
        """Who works for the organisation now."""
        return queries.team_of(self.call.organisation)

    @cached_property
    def _ways(self) -> list[Way]:
        if self.call.state != CallState.DRAFT:
            return []
        found = obstacles_of(self.call, asked_by=self.reader, team=self.team)
        return [way_of(o, self.call) for o in found]

    @property
    def blocking(self) -> list[Way]:
        return [w for w in self._ways if w.blocks]

    @property
    def second_look(self) -> list[Way]:
        return [w for w in self._ways if not w.blocks]

    @cached_property
    def approval(self) -> Approval | None:
        """The last request, whatever became of it."""
        return queries.last_approval(self.call)

    @property
    def is_returned(self) -> bool:
        """Whether the request was sent back and not asked anew."""
        last = vars(self.call)["last_outcome"]
        return bool(last == ApprovalOutcome.RETURNED and self.call.state == CallState.DRAFT)

    @cached_property
    def rule_rows(self) -> list[RuleRow]:
        """Rules that the text of the call states, each with a usual value where it states none."""
        usual = proposals(self.content)
        offers = {
            "pass_marks": _("State at least %(minimum)d %%"),
            "shortlist_cap": _("State %(count)d at most"),
        }
        review = reverse("calls:review_call", args=[self.call.public_id])
        rows = []
        for name, offer in offers.items():
            proposal = usual.get(name)
            value = proposal.value if proposal else None
            words = offer % {"minimum": value, "count": value} if proposal else ""
            rows.append(
                RuleRow(
                    name=name,
                    label=labels.FIELDS[name],
                    lines=self.lines(name),
                    reason=REASONS[proposal.reason] if proposal else "",
                    offer=words,
                    edit_url=f"{review}?edit={name}#field-{name}",
                )
            )
        return rows

    @cached_property
    def formula_reason(self) -> Any:
        """Why a formula is usual here; "" when the call states one."""
        proposal = proposals(self.content).get("formula")
        return REASONS[proposal.reason] if proposal else ""

    @property
    def printed_rules(self) -> tuple[Line, ...]:
        """The rules in the words of the public page, and no others."""
        return rules_of(self.content, self.content)

    def _prints(self, sentence: Any) -> bool:
        return str(sentence) in {line.text for line in self.printed_rules}

    @property
    def silent_rules(self) -> list[tuple[Any, Any]]:
        """What the public page prints no line about: rules without one, and how it is handled."""
        rules, names = self.content["rules"], ("pass_marks", "shortlist_cap", "price_formula")
        none, formula = _("None: none will apply."), rules.get("formula")
        stated = {n: value_of(self.content, n) for n in names}
        if formula:
            stated["price_formula"] = formula
        silent: list[tuple[Any, Any]] = [
            (labels.FIELDS[name], none) for name in names if not stated[name]
        ]
        if formula and not self._prints(labels.FORMULA_SENTENCES[formula]):
            silent.append((_("How a price becomes points"), labels.FORMULAS[formula]))
        sealed = _("Sealed until the technical marks are fixed.")
        return [
            *silent,
            (_("Prices"), sealed if rules.get("seals_prices") else _("Not sealed.")),
            (_("Full text"), labels.TEXT_STAGES[rules.get("text_stage", "public")]),
        ]

    @property
    def price_words(self) -> list[Line]:
        """What the text of the call says about the price, in its own words."""
        return self.lines("price_formula")

    def lines(self, name: str) -> list[Line]:
        return display.lines_of(name, value_of(self.content, name), extra_of(self.content, name))

    @property
    def bars(self) -> tuple[Criterion, ...]:
        """The grid as the public page draws it, each criterion with its pass mark."""
        return grid_of(self.content, self.content)

    @cached_property
    def documents(self) -> list[CallDocument]:
        return list(self.call.documents.select_related("file"))

    @cached_property
    def parts(self) -> list[Part]:
        """The content as lines, in the order in which a call is thought through.

        Grid and rules stand apart, in the words of the public page.
        """
        found = []
        for title, names in labels.GROUPS:
            said = [(labels.FIELDS[n], self.lines(n)) for n in names if n not in JUDGED]
            filled = [(label, lines) for label, lines in said if lines]
            if filled:
                found.append(Part(title, filled))
        return found

    @cached_property
    def text(self) -> str:
        return text_now(self.call)

    @cached_property
    def set_aside(self) -> list[Aside]:
        """What the checker remarked and somebody set aside."""
        dismissals = self.call.dismissals.select_related("dismissed_by")
        people = {d.key: d.dismissed_by for d in dismissals}
        return [
            Aside(
                str(remark_message(r.remark)),
                r.dismissal.reason,
                getattr(people.get(r.key), "name", ""),
            )
            for r in remarks_of(self.call)
            if r.dismissal is not None
        ]
