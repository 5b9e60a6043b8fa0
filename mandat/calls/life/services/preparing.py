"""What the author decides before a call is public: its rules, its grid, who opens its prices."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from mandat.audit.services import record
from mandat.calls import finding, services
from mandat.calls.importer.draft import JSON
from mandat.calls.life import queries
from mandat.calls.life.grids import grid_rows, technical_part
from mandat.calls.life.rules import Proposal, Seat, proposals, seats_fault
from mandat.calls.life.services.common import call_of_officer, same_as_seen
from mandat.calls.life.words import OBSTACLES
from mandat.calls.models import Call, KeyHolder
from mandat.calls.public.facets import refresh_facets
from mandat.calls.publishing import content_now
from mandat.calls.sayings import is_own_sentence, sentence_of
from mandat.calls.states import CallState, Formula, LateRule, Stage
from mandat.core.errors import RuleBroken
from mandat.people.models import Funding, Programme
from mandat.people.queries import default_grid

DRAFT = frozenset({CallState.DRAFT})

# Rules that stand in a field of the draft, and can be taken out of it again.
RULE_FIELDS = ("pass_marks", "shortlist_cap", "price_formula")


def rules_now(call: Call) -> dict[str, Any]:
    """What the form of the rules shows."""
    return {
        "formula": call.formula,
        "late_rule": call.late_rule,
        "seals_prices": call.seals_prices,
        "text_stage": call.text_stage,
    }


@transaction.atomic
def change_rules(
    *,
    public_id: UUID,
    formula: str,
    late_rule: str,
    seals_prices: bool,
    text_stage: str,
    seen: str | None,
    by: Any,
) -> Call:
    """The author has decided how prices and late applications are treated, and who reads the text.

    A formula is also said in the call's own words, where these say nothing about the price yet.
    """
    call = call_of_officer(public_id, by, DRAFT)
    same_as_seen(rules_now(call), seen)
    call.formula = Formula(formula).value if formula else ""
    call.late_rule = LateRule(late_rule).value
    call.seals_prices = seals_prices
    call.text_stage = Stage(text_stage).value
    columns = ["formula", "late_rule", "seals_prices", "text_stage", "changed_at"]
    call.save(update_fields=columns)
    _say_formula(call, by)
    _note(call, "calls.rules.changed", by)
    return call


def language_now(call: Call) -> str:
    """The language in which the call is written, as its author last said."""
    said: str = call.draft_fields.get(name="language").value or call.language
    return said


def _say_formula(call: Call, by: Any) -> None:
    """The draft's words about the price follow the formula, unless a person wrote them."""
    said = call.draft_fields.get(name="price_formula").value or ""
    if said and not is_own_sentence(said):
        return
    wanted = sentence_of(call.formula, language_now(call))
    if wanted != said:
        services.correct_field(
            public_id=call.public_id,
            name="price_formula",
            value=wanted or None,
            extra={},
            version=None,
            by=by,
        )


@transaction.atomic
def accept_proposal(*, public_id: UUID, name: str, by: Any) -> Call:
    """A usual value that was proposed is a value of the draft, as if the author had written it."""
    call = call_of_officer(public_id, by, DRAFT)
    content = content_now(call)
    proposal = proposals(content).get(name)
    if proposal is None or name not in RULE_FIELDS:
        raise RuleBroken("proposal_gone", _("The call states this rule already."))
    services.correct_field(
        public_id=public_id,
        name=name,
        value=_value_of(proposal, content, language_now(call)),
        extra={},
        version=None,
        by=by,
    )
    return call


def _value_of(proposal: Proposal, content: Mapping[str, Any], language: str) -> JSON:
    """The proposal in the form of its field, its words in the language of the call."""
    if proposal.name != "pass_marks":
        return proposal.value
    with override(language or None):
        criterion = technical_part(content) or _("All technical criteria together")
    return [{"criterion": criterion, "minimum": proposal.value, "unit": "percent"}]


@transaction.atomic
def drop_rule(*, public_id: UUID, name: str, by: Any) -> Call:
    """The call states this rule no longer, so it will not apply."""
    call = call_of_officer(public_id, by, DRAFT)
    if name not in RULE_FIELDS:
        raise RuleBroken("not_a_rule", _("This is not a rule that can be left out here."))
    services.correct_field(
        public_id=public_id, name=name, value=None, extra={}, version=None, by=by
    )
    return call


@transaction.atomic
def take_grid(*, public_id: UUID, by: Any) -> Call:
    """The organisation's default grid is the grid of the draft, which may change it further."""
    call = call_of_officer(public_id, by, DRAFT)
    grid = default_grid(call.organisation)
    if grid is None:
        raise RuleBroken("no_default_grid", _("Your organisation has no default grid yet."))
    services.correct_field(
        public_id=public_id,
        name="evaluation_grid",
        value=grid_rows(grid.document),
        extra={},
        version=None,
        by=by,
    )
    return call


def seats_of(call: Call) -> tuple[Seat, ...]:
    """Who opens the sealed prices of the call, in their places."""
    places = sorted(call.key_holders.all(), key=lambda k: k.place)
    return tuple(Seat(k.holder_id, k.substitute_id) for k in places)


@transaction.atomic
def name_holders(
    *, public_id: UUID, seats: Sequence[tuple[UUID, UUID]], seen: str | None, by: Any
) -> Call:
    """Two people open the prices together, each with a substitute: four different people.

    `seats` are public ids of accounts, holder and substitute, in the order of the places.
    """
    call = call_of_officer(public_id, by, DRAFT)
    same_as_seen([[s.holder, s.substitute] for s in seats_of(call)], seen)
    team = queries.team_of(call.organisation)
    known = {a.public_id: a.pk for a in queries.may_hold_keys(team)}
    wanted = tuple(Seat(known.get(h, 0), known.get(s, 0)) for h, s in seats)
    if fault := seats_fault(wanted, frozenset(known.values())):
        raise RuleBroken(fault, OBSTACLES[fault])
    call.key_holders.all().delete()
    KeyHolder.objects.bulk_create(
        KeyHolder(call=call, place=place, holder_id=seat.holder, substitute_id=seat.substitute)
        for place, seat in enumerate(wanted, start=1)
    )
    call.save(update_fields=["changed_at"])
    _note(call, "calls.holders.named", by)
    return call


def place_now(call: Call) -> dict[str, Any]:
    """What the form of programme, funding and reference shows."""
    return {
        "programme": str(call.programme.public_id) if call.programme else "",
        "funding": str(call.funding.public_id) if call.funding else "",
        "reference": call.reference,
        "shares_data": call.shares_data,
    }


@transaction.atomic
def place_call(
    *,
    public_id: UUID,
    programme: Programme | None,
    funding: Funding | None,
    reference: str,
    shares_data: bool,
    seen: str | None,
    by: Any,
) -> Call:
    """The call has its place in the organisation: programme, funding, and its own reference."""
    call = call_of_officer(public_id, by, DRAFT)
    same_as_seen(place_now(call), seen)
    for chosen in (programme, funding):
        if chosen is not None and chosen.organisation_id != call.organisation_id:
            raise RuleBroken("elsewhere", _("Choose among what belongs to your organisation."))
    if shares_data and (call.sensitive or not call.organisation.shares_data):
        raise RuleBroken(
            "shares_nothing",
            _(
                "The data of this call cannot be shared: it is sensitive, or your organisation "
                "shares none."
            ),
        )
    call.programme, call.funding = programme, funding
    call.reference, call.shares_data = reference.strip(), shares_data
    try:
        with transaction.atomic():
            call.save()
    except IntegrityError:
        raise RuleBroken(
            "reference_taken", _("Another call of your organisation has this reference already.")
        ) from None
    finding.keep(call)
    _note(call, "calls.call.placed", by)
    return call


SWITCHED_ON = frozenset({CallState.DRAFT, CallState.IN_APPROVAL, CallState.PUBLISHED})


@transaction.atomic
def switch_sensitive(*, public_id: UUID, sensitive: bool, by: Any) -> Call:
    """The call is known to whoever holds its address only, or (while a draft) no longer so.

    It can become sensitive at any time, since danger does not wait; it never becomes less so once
    somebody has relied on it.
    """
    call = call_of_officer(public_id, by, SWITCHED_ON | {CallState.CLOSED} if sensitive else DRAFT)
    if call.sensitive == sensitive:
        return call
    call.sensitive = sensitive
    call.shares_data = call.shares_data and not sensitive
    call.save(update_fields=["sensitive", "shares_data", "changed_at"])
    refresh_facets(call)
    finding.keep(call)
    action = "calls.call.made_sensitive" if sensitive else "calls.call.made_ordinary"
    _note(call, action, by)
    return call


def _note(call: Call, action: str, by: Any) -> None:
    record(actor=by, action=action, subject=call, organisation=call.organisation)
