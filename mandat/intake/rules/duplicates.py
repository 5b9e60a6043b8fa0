"""Applications that may come from the same people. Pure.

A pair is a question for a person, with its reasons; nothing is ever merged. Two colleagues may
share a name, and one mailbox may serve a firm.
"""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

_MOST = 20  # in one group: of a larger one each is paired with the first, or pairs would explode
_NOT_LETTERS = re.compile(r"[\W_]+")
# Letters that Arabic writes in several ways for the same sound at the same place.
_ARABIC = str.maketrans({"ى": "ي", "ة": "ه", "ـ": "", "ک": "ك", "ی": "ي"})
_UNFOLDED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})


class Reason(StrEnum):
    SAME_EMAIL = "same_email"
    SAME_PERSON = "same_person"
    SAME_FIRM_AND_LEAD = "same_firm_and_lead"
    SAME_FILE = "same_file"


@dataclass(frozen=True, slots=True)
class Applicant:
    """One application of a call: who leads it, who else is in it, and fingerprints of its files."""

    key: str
    email: str
    lead: str
    firm: str = ""
    members: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()  # of the members
    files: frozenset[str] = frozenset()  # SHA-256, in hexadecimal


@dataclass(frozen=True, slots=True)
class Pair:
    """Two applications, in the order in which they were given, and why they look alike."""

    first: str
    second: str
    reasons: tuple[Reason, ...]


def plain_email(address: str) -> str:
    """An address in the form in which two are compared; "" for what is none.

    Case and a tag behind `+` make no other mailbox where people apply from. The rest counts: dots
    distinguish mailboxes at most hosts.
    """
    local, at, host = unicodedata.normalize("NFKC", address).strip().casefold().rpartition("@")
    local = local.partition("+")[0] or local
    return f"{local}@{host.rstrip('.')}" if at and local and host.rstrip(".") else ""


def plain_name(name: str) -> str:
    """A name in the form in which two are compared: no accents, no case, words in order of letters.

    "DUPONT Zoé" and "Zoe Dupont" are one. Arabic and Latin letters are never turned into one
    another: nobody's name has one right spelling in the other script.
    """
    folded = unicodedata.normalize("NFKD", name.casefold()).translate(_UNFOLDED)
    letters = "".join(c for c in folded if not unicodedata.combining(c)).translate(_ARABIC)
    return " ".join(sorted(_NOT_LETTERS.sub(" ", letters).split()))


def possible_duplicates(
    applicants: Sequence[Applicant], common: frozenset[str] = frozenset()
) -> list[Pair]:
    """The pairs that deserve a look, in the order of the applicants.

    `common` are fingerprints of what everybody fills in or returns, such as the call's own forms.
    """
    reasons: dict[tuple[int, int], set[Reason]] = {}
    for reason, keys_of in _WAYS:
        groups: dict[Hashable, list[int]] = {}
        for place, applicant in enumerate(applicants):
            for key in set(keys_of(applicant)):
                if key and key not in common:
                    groups.setdefault(key, []).append(place)
        for group in groups.values():
            for pair in _pairs(group):
                reasons.setdefault(pair, set()).add(reason)
    order = list(Reason)
    return [
        Pair(applicants[a].key, applicants[b].key, tuple(sorted(why, key=order.index)))
        for (a, b), why in sorted(reasons.items())
    ]


def _pairs(group: Sequence[int]) -> Iterable[tuple[int, int]]:
    if len(group) <= _MOST:
        return combinations(group, 2)
    return ((group[0], other) for other in group[1:])


def _emails(applicant: Applicant) -> list[Hashable]:
    return [plain_email(address) for address in (applicant.email, *applicant.emails)]


def _people(applicant: Applicant) -> list[Hashable]:
    """Names of two words at least: a given name alone is too many people's."""
    names = (plain_name(name) for name in (applicant.lead, *applicant.members))
    return [name for name in names if " " in name]


def _firm_and_lead(applicant: Applicant) -> list[Hashable]:
    firm, lead = plain_name(applicant.firm), plain_name(applicant.lead)
    return [(firm, lead)] if firm and lead else []


def _files(applicant: Applicant) -> list[Hashable]:
    return [digest.lower() for digest in applicant.files]


_WAYS: tuple[tuple[Reason, Callable[[Applicant], list[Hashable]]], ...] = (
    (Reason.SAME_EMAIL, _emails),
    (Reason.SAME_PERSON, _people),
    (Reason.SAME_FIRM_AND_LEAD, _firm_and_lead),
    (Reason.SAME_FILE, _files),
)
