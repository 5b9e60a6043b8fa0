"""The parts of the privacy notice (Articles 13 and 14 GDPR), made from the declarations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from mandat.core.languages import country_name
from mandat.people.models import Organisation
from mandat.privacy.models import JointController, NoticeContact, Transfer
from mandat.privacy.queries import joint_controllers_of, standing, transfers_of
from mandat.privacy.register import Activity, activities
from mandat.privacy.words import SAFEGUARDS


@dataclass(frozen=True, slots=True)
class RoomPart:
    """What one room does with people's data: its activities under its name."""

    label: Any
    people: tuple[Any, ...]
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class TransferLine:
    """A transfer with its country and safeguard in words."""

    row: Transfer
    country: str
    safeguard: Any


@dataclass(frozen=True, slots=True)
class OrganisationPart:
    """Who answers, with whom together, and where data go outside the European Economic Area."""

    organisation: Organisation
    contact: NoticeContact | None
    joint: tuple[JointController, ...]
    transfers: tuple[TransferLine, ...]


def room_parts() -> list[RoomPart]:
    """Room by room what is kept, why, on what basis, how long, who reads it."""
    by_room: dict[str, list[Activity]] = {}
    for activity in activities():
        by_room.setdefault(activity.room, []).append(activity)
    return [RoomPart(found[0].label, found[0].people, tuple(found)) for found in by_room.values()]


def organisation_parts(at: datetime) -> list[OrganisationPart]:
    """The organisations that published whom to write to, with what people must be told of each."""
    contacts = NoticeContact.objects.select_related("organisation").order_by("organisation__name")
    organisations = [c.organisation for c in contacts]
    joint = _by_organisation(standing(joint_controllers_of(organisations), at))
    transfers = _by_organisation(standing(transfers_of(organisations), at))
    return [
        OrganisationPart(
            organisation=contact.organisation,
            contact=contact,
            joint=tuple(joint.get(contact.organisation_id, ())),
            transfers=tuple(_line(t) for t in transfers.get(contact.organisation_id, ())),
        )
        for contact in contacts
    ]


def _by_organisation(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.organisation_id, []).append(row)
    return found


def _line(row: Transfer) -> TransferLine:
    return TransferLine(
        row=row,
        country=country_name(row.country, get_language() or "en"),
        safeguard=SAFEGUARDS[row.safeguard],
    )
