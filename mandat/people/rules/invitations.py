"""How long the link of an invitation lives, and how long its address is kept."""

from datetime import datetime, timedelta

VALID_FOR = timedelta(days=7)
FORGET_AFTER = timedelta(days=30)  # from the last mail: the address of who never answered
MOST_SENDS = 5  # to one address for one invitation: nobody is pestered
BETWEEN_SENDS = timedelta(minutes=2)


def expires(sent: datetime) -> datetime:
    """When the link of a mail sent at this moment dies."""
    return sent + VALID_FOR


def is_alive(at: datetime, expires_at: datetime) -> bool:
    """Whether the link still opens."""
    return at < expires_at


def why_not_resend(at: datetime, sent_at: datetime, sent_count: int) -> str:
    """Why no further mail goes out for an invitation."""
    if sent_count >= MOST_SENDS:
        return "sent_too_often"
    return "sent_just_now" if at < sent_at + BETWEEN_SENDS else ""


def is_forgotten(at: datetime, sent_at: datetime) -> bool:
    """Whether the address has been kept long enough without answer."""
    return at >= sent_at + FORGET_AFTER
