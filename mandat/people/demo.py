"""Signing in to a demo account by one click, where the site runs on demo data and only there."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from mandat.people.models import Account
from mandat.people.queries import with_grants

DOMAIN = "@demo.example.org"
_SALT = "mandat.people.demo"


def sign_in_links() -> list[tuple[Account, str]]:
    """The demo accounts with the path that signs each of them in; none outside demo mode."""
    if not settings.DEMO:
        return []
    accounts = with_grants(
        Account.objects.filter(email__iendswith=DOMAIN, is_active=True).order_by("pk")
    )
    return [
        (account, reverse("people:sign_in_demo", args=[_token(account)])) for account in accounts
    ]


def is_demo_account(account: Account) -> bool:
    """Whether the account is one of the demo's, by its address, which reaches nobody."""
    return account.email.lower().endswith(DOMAIN)


def account_of(token: str) -> Account | None:
    """The demo account that a link names; None when the link is wrong or this is no demo."""
    if not settings.DEMO:
        return None
    try:
        public_id = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        return None
    return Account.objects.filter(
        public_id=public_id, email__iendswith=DOMAIN, is_active=True
    ).first()


def _token(account: Account) -> str:
    return signing.Signer(salt=_SALT).sign(account.public_id.hex)
