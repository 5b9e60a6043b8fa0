"""What an applicant writes, as plain data. Pure, no Django.

    {"lead": {"name", "email", "phone", "firm", "country"},
     "members": [{"key", "name", "firm", "role", "fields", "languages", "email"}],
     "fields": [...], "free": [{"from", "to"}], "working_languages": [...],
     "references": [{"name", "organisation", "contact", "mission", "year"}],
     "days": [{"step", "days"}], "days_reason": "", "valid_until": "2027-03-01",
     "answers": {"0": {"says": "yes", "note": ""}}}

The lead stands in the team too, under the key `lead`. What nobody of the organisation may know
before the opening is kept apart, as the secret:

    {"currency", "tax_rate", "withholding_rate",
     "lines": [{"kind", "label", "quantity", "unit", "price"}]}

with amounts as decimal strings, excluding tax.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

Words = Mapping[str, Any]

LEAD = "lead"
EMPTY: Words = {
    "lead": {"name": "", "email": "", "phone": "", "firm": "", "country": ""},
    "members": [],
    "fields": [],
    "free": [],
    "working_languages": [],
    "references": [],
    "days": [],
    "days_reason": "",
    "valid_until": "",
    "answers": {},
}
_BESIDE = ("corrections",)  # [{"at", "text"}]: asked for after the deadline, beside what was filed


def whole(words: Words) -> dict[str, Any]:
    """The content with every part there, whatever was saved so far."""
    kept = {name: words[name] for name in _BESIDE if name in words}
    return {name: words.get(name, empty) for name, empty in EMPTY.items()} | kept


def canonical(words: Words) -> bytes:
    """The one form that is hashed and signed: keys in order, no spaces, UTF-8."""
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256_of(words: Words) -> str:
    """The digest of that form, in hexadecimal."""
    return sha256(canonical(words)).hexdigest()


def member_keys(words: Words) -> list[str]:
    """The keys of everybody in the team, the lead first."""
    return [LEAD, *(str(m["key"]) for m in words.get("members", []))]


def names_of(words: Words) -> dict[str, str]:
    """The name of each member by key; the lead may have none yet."""
    lead = words.get("lead", {}).get("name", "")
    return {LEAD: lead, **{str(m["key"]): m.get("name", "") for m in words.get("members", [])}}
