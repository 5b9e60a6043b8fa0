"""Reading a returned mail: the delivery status notification of RFC 3464."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message as Part

LARGEST = 1_000_000  # bytes; what is returned may be cut, since its headers come first
_STATUS = re.compile(r"^\s*([245]\.\d{1,3}\.\d{1,3})")
_MESSAGE_ID = re.compile(r"<\s*([0-9a-f]{32}@[\w.:\[\]-]{1,160})\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Report:
    """A message came back for good: its possible Message-IDs, and the status of RFC 3463."""

    message_ids: frozenset[str]
    status: str


def read_report(raw: bytes) -> Report | None:
    """The report of a failed delivery; None when it is something else, or unreadable."""
    try:
        return _report(email.message_from_bytes(raw[:LARGEST], policy=email.policy.compat32))
    except RecursionError:  # parts nested a thousand deep: no mail system writes that
        return None


def _report(mail: Part) -> Report | None:
    if mail.get_content_type() != "multipart/report":
        return None
    failed, ids = None, set[str]()
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            failed = failed or _failure(part)
        elif kind == "text/rfc822-headers":
            ids.update(_ids(_payload(part)))
        elif part is not mail:
            ids.update(_ids(str(part.get("Message-ID", ""))))
    return Report(frozenset(ids), failed) if failed and ids else None


def _failure(part: Part) -> str | None:
    """The status of the first recipient for whom delivery failed for good."""
    for fields in _groups(part):
        if str(fields.get("Action", "")).strip().lower() == "failed":
            status = _STATUS.match(str(fields.get("Status", "")))
            return status.group(1) if status else "5.0.0"
    return None


def _groups(part: Part) -> Iterator[Part]:
    """The standard library reads each group of fields as a message of its own."""
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (group for group in payload if isinstance(group, Part))


def _payload(part: Part) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _ids(text: str) -> set[str]:
    """Message-IDs of our making: the hexadecimal digits of a public id, and a host."""
    return {found.lower() for found in _MESSAGE_ID.findall(text)}
