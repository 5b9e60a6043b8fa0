"""Where the gate stands in the menu: administrators set up mailboxes, clerks find messages."""

from django.utils.translation import gettext_lazy as _

from mandat.core.rooms import Place, register_place
from mandat.intake.policies import RUNS_MAILBOXES, SORTS


def register() -> None:
    register_place(
        Place(
            name="arrivals",
            order=24,
            label=_("Mail for applications"),
            icon="mail",
            url_name="intake:list_arrivals",
            roles=SORTS,
        )
    )
    register_place(
        Place(
            name="mailboxes",
            order=25,
            label=_("Mailboxes"),
            icon="inbox",
            url_name="intake:list_mailboxes",
            roles=RUNS_MAILBOXES,
        )
    )
