"""Applications made by the services alone: quick, and each value is known."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from mandat.calls.models import Call
from mandat.core.keys import new_token
from mandat.intake.content import EMPTY
from mandat.intake.models import Application
from mandat.intake.services.drafting import save_secret, save_words
from mandat.intake.services.filing import Filed, file_application
from mandat.intake.services.starting import confirm_address, start_application

ADDRESS = "amina.diallo@example.org"
WORDS = {
    "lead": {
        **EMPTY["lead"],
        "name": "Amina Diallo",
        "email": ADDRESS,
        "firm": "Cabinet Diallo",
        "country": "SN",
    },
    "members": [
        {
            "key": "m1",
            "name": "Jean Petit",
            "firm": "",
            "role": "Juriste",
            "fields": ["droit"],
            "languages": ["fr"],
            "email": "jean.petit@example.org",
        }
    ],
    "fields": ["santé", "droit"],
    "working_languages": ["fr", "en"],
    "valid_until": "2099-01-01",
}
PRICES = {
    "currency": "EUR",
    "tax_rate": "20",
    "withholding_rate": "",
    "lines": [
        {"kind": "fees", "label": "Honoraires", "quantity": "45", "unit": "day", "price": "400"},
        {"kind": "travel", "label": "Vols", "quantity": "2", "unit": "", "price": "350.50"},
    ],
}


def draft_application(
    call: Call, *, address: str = ADDRESS, words: Any = None, prices: Any = None
) -> Application:
    """A draft whose address is proved, with a team of two and prices."""
    application = start_application(call=call, address=address, language="fr")
    confirm_address(application=application)
    application = save_words(
        application=application, changes=WORDS if words is None else words, version=1
    )
    return save_secret(
        application=application,
        secret=PRICES if prices is None else prices,
        version=application.version,
    )


def file_now(
    application: Application, *, at: datetime | None = None, once: str | None = None
) -> Filed:
    """The last click, at that instant."""
    return file_application(
        application=application, once=once or new_token(), at=at or timezone.now()
    )


def filed_application(call: Call, *, address: str = ADDRESS, **settings: Any) -> Application:
    """An application that was filed in time."""
    return file_now(draft_application(call, address=address, **settings)).application
