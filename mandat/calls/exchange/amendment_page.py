"""What the page of an amendment shows: what changes, what may change, what the checker says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from mandat.calls import labels
from mandat.calls.content import FROZEN, Content, amended, extra_of, value_of
from mandat.calls.display import Line, lines_of, moment
from mandat.calls.exchange.amending import Proposal, new_remarks, proposal_for
from mandat.calls.exchange.queries import FieldChange, changes_between
from mandat.calls.inputs import Input, inputs_of
from mandat.calls.models import Amendment, Call, CallVersion
from mandat.calls.shapes import SHAPES
from mandat.calls.states import AmendmentKind, AmendmentState
from mandat.calls.wording import remark_message


@dataclass(frozen=True, slots=True)
class Editable:
    """A field with its inputs, as the amendment leaves it."""

    name: str
    label: Any
    lines: list[Line]
    inputs: list[list[Input]]
    is_changed: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class EditableGroup:
    title: Any
    fields: list[Editable]


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """The page. `proposal` is the later deadline that the change asks for, if it does."""

    amendment: Amendment
    kind: str
    state: str
    is_stale: bool  # the call has changed since
    changes: list[FieldChange]
    groups: list[EditableGroup]
    frozen: list[Any]
    remarks: list[tuple[str, str]]  # severity, sentence
    proposal: Proposal | None
    proposed: Line | None

    @property
    def blocks(self) -> bool:
        return any(severity == "blocking" for severity, _said in self.remarks)


def build_page(
    call: Call, amendment: Amendment, version: CallVersion, *, edits: bool, **form: Any
) -> AmendmentPage:
    """`version` is the one that the amendment changes. `form` may hold `name`, `typed` and
    `errors` of an edit that could not be read."""
    content, changes = version.content, amendment.changes
    is_draft = amendment.state == AmendmentState.DRAFT
    proposal = proposal_for(call, amendment, timezone.now()) if is_draft else None
    remarks = new_remarks(call, content, changes) if is_draft and changes else []
    return AmendmentPage(
        amendment=amendment,
        kind=AmendmentKind(amendment.kind).value,
        state=AmendmentState(amendment.state).value,
        is_stale=is_draft and amendment.from_version != call.version_number,
        changes=list(changes_between(content, changes)),
        groups=list(_groups(content, changes, form)) if edits else [],
        frozen=[labels.FIELDS[n] for n in labels.FIELDS if n in FROZEN],
        remarks=[(str(r.severity), str(remark_message(r))) for r in remarks],
        proposal=proposal,
        proposed=moment(proposal.wall, proposal.zone) if proposal else None,
    )


def _groups(
    content: Content, changes: Mapping[str, Any], form: Mapping[str, Any]
) -> Iterable[EditableGroup]:
    after = amended(content, changes)
    for title, names in labels.GROUPS:
        fields = [_editable(n, after, changes, form) for n in names if n not in FROZEN]
        if fields:
            yield EditableGroup(title, fields)


def _editable(
    name: str, after: Content, changes: Mapping[str, Any], form: Mapping[str, Any]
) -> Editable:
    value, extra = value_of(after, name), extra_of(after, name)
    mine = form.get("name") == name
    errors = {k: str(labels.ERRORS[v]) for k, v in form.get("errors", {}).items()} if mine else {}
    return Editable(
        name=name,
        label=labels.FIELDS[name],
        lines=lines_of(name, value, extra),
        inputs=inputs_of(
            SHAPES[name], value, extra, typed=form.get("typed") if mine else None, errors=errors
        ),
        is_changed=name in changes,
        is_open=mine,
    )
