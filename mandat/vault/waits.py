"""What waits in the vault: circles whose keeper must renew, before nobody can open them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mandat.core.rooms import Waiting
from mandat.vault.models import KEEPER
from mandat.vault.queries import memberships_of

SOON = timedelta(days=14)


def waits_for(account: Any) -> Iterator[Waiting]:
    """Own memberships as keeper that end within two weeks."""
    ending = memberships_of(account).filter(role=KEEPER.value, ends_at__lte=timezone.now() + SOON)
    for membership in ending.select_related("compartment").order_by("ends_at")[:10]:
        compartment = membership.compartment
        assert membership.ends_at is not None  # the database says so
        yield Waiting(
            title=compartment.name,
            reason=_("Your access ends on %(day)s; without a keeper nobody can open it")
            % {"day": date_format(membership.ends_at)},
            url=reverse("vault:show_compartment", args=[compartment.public_id]),
            action=_("Renew it"),
            weight=25,
        )
