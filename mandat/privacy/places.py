"""Where this room stands beside the chain, and what waits there."""

from django.utils.translation import gettext_lazy as _

from mandat.core.rooms import Place, register_place, register_waits
from mandat.people.roles import HANDLES_DATA_REQUESTS
from mandat.privacy.policies import DECIDES_HOLDS
from mandat.privacy.waits import waits_for


def register() -> None:
    """The menu of the account leads here, and the home page says what waits."""
    register_waits("privacy", waits_for, DECIDES_HOLDS)
    register_place(
        Place(
            name="privacy",
            order=40,
            label=_("Data protection"),
            icon="shield",
            url_name="privacy:list_requests",
            roles=HANDLES_DATA_REQUESTS,
        )
    )
    register_place(
        Place(
            name="holds",
            order=41,
            label=_("Legal holds"),
            icon="scale",
            url_name="privacy:list_holds",
            roles=DECIDES_HOLDS - HANDLES_DATA_REQUESTS,
        )
    )
