"""What sign-in keeps: sessions that know their account, and short-lived counts."""

from typing import TYPE_CHECKING

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from mandat.people.models.accounts import Account

if TYPE_CHECKING:
    from mandat.people.sign_in.sessions import SessionStore


class Session(AbstractBaseSession):
    """A browser in which somebody is, or is not yet, signed in.

    It names its account, so that one can be signed out everywhere. No address of a network and
    no description of a browser is kept.
    """

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, related_name="sessions"
    )

    def __str__(self) -> str:
        return str(self.account_id or "visitor")

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        from mandat.people.sign_in.sessions import SessionStore  # noqa: PLC0415 -- they need each other

        return SessionStore


class Count(models.Model):
    """A row of the cache that all processes share: how often something was tried, and until when.

    The columns are those of Django's database cache. The key is a keyed hash: nobody can read
    from it whose address or which account was counted.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "people_count"

    def __str__(self) -> str:
        return self.cache_key
