"""How guessing is slowed down without knowing who guesses.

allauth counts attempts per address of e-mail, per account and per network address, in the
cache. The cache stands in the database: one in memory would count in each process apart, and a
server of its own would be one more thing to run. Its rows are our model `Count`, so that they
come with the migrations. Keys are hashed under the site's key before they are stored.
"""

from django.utils import timezone
from django.utils.crypto import salted_hmac

from mandat.people.models import Count

_SALT = "mandat.people.sign_in.limits"


def hashed_key(key: str, key_prefix: str, version: int) -> str:
    """A keyed hash in the place of the key, which may hold a network or an e-mail address."""
    return salted_hmac(_SALT, f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def forget_counts() -> None:
    """Counts whose time is over are no longer stored."""
    Count.objects.filter(expires__lt=timezone.now()).delete()
