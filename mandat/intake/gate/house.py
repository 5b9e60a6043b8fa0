"""Who we are, so that our own letters are known; and whose desk takes what nothing else places."""

from django.conf import settings

from mandat.core.addresses import site_host
from mandat.intake.letters.judging import House
from mandat.mail.addresses import site_address
from mandat.people.models import Organisation

_NOBODY = "localhost"  # the machine of a test or a first look: its letters are marked anyway


def house() -> House:
    """The addresses that we write from, and the host of our Message-IDs."""
    senders = Organisation.objects.exclude(sender_address="")
    own = {a.lower() for a in senders.values_list("sender_address", flat=True).order_by()}
    host = site_host()
    return House(
        addresses=frozenset(own | {site_address().lower()}),
        hosts=frozenset() if host == _NOBODY else frozenset({host}),
    )


def default_organisation() -> Organisation | None:
    """The one that the setting names, else the one that was there first; None without any."""
    rows = Organisation.objects.order_by("pk")
    if settings.DEFAULT_ORGANISATION:
        return rows.filter(name__iexact=settings.DEFAULT_ORGANISATION).first()
    return rows.first()


def own_hosts() -> tuple[str, ...]:
    """Our own mail hosts, whose lines on a letter are believed."""
    return tuple(settings.MAIL_HOSTS)
