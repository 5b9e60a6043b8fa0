"""Where the organisation's pages are reached from, and what waits there for an administrator."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandat.core.rooms import Place, Waiting, register_place, register_waits
from mandat.people import labels, queries
from mandat.people.roles import MANAGES_ORGANISATION, Role

MOST = 10  # of each kind; the page of the people has them all


def waits_for(account: Any) -> Iterator[Waiting]:
    """Roles that end soon, and invitations whose link died, for those who decide about them."""
    managed = list(queries.managed_by(account))
    if not managed:
        return
    for grant in queries.expiring_in(managed)[:MOST]:
        yield Waiting(
            title=grant.account.name or grant.account.email,
            reason=_("%(role)s: this role ends soon")
            % {"role": labels.ROLE_LABELS[Role(grant.role)]},
            url=reverse("people:show_grant", args=[grant.public_id]),
            action=_("Look at it"),
            weight=60,
        )
    dead = [o for o in managed if o.has_dead]  # type: ignore[attr-defined]  # annotated
    for organisation in dead[:MOST]:
        yield Waiting(
            title=organisation.name,
            reason=_("An invitation was not answered, and its link is dead"),
            url=reverse("people:list_people", args=[organisation.public_id]),
            action=_("Look at it"),
            weight=70,
        )


def register() -> None:
    """The page is in everybody's menu who holds a role, and the waits are on the home page."""
    register_place(
        Place(
            name="organisations",
            order=10,
            label=_("Your organisations"),
            icon="users",
            url_name="people:list_organisations",
            roles=frozenset(Role),
        )
    )
    register_waits("people", waits_for, MANAGES_ORGANISATION)
