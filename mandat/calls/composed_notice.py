"""The data protection notice of a call, one sentence for each part (GDPR, article 13)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mandat.calls import labels
from mandat.calls.content import Content, extra_of, value_of

SENTENCES: Mapping[str, object] = {
    "purpose": _lazy(
        "Purpose: the personal data of applicants are used to assess applications and to "
        "conclude the contract, and for nothing else."
    ),
    "controller": _lazy("Controller: the organisation that publishes this call."),
    "legal_basis": _lazy(
        "Legal basis: steps before a contract, at the request of the applicant (GDPR, "
        "article 6(1)(b))."
    ),
    "recipients": _lazy(
        "Recipients: those who assess the applications and, where the contract asks for it, the "
        "donor."
    ),
    "retention": _lazy("Retention: the data are kept as long as the law asks for."),
    "access": _lazy("Right of access: applicants may ask for a copy of their personal data."),
    "rectification": _lazy("Right of rectification: they may have them corrected."),
    "erasure": _lazy("Right of erasure: they may have them erased."),
    "objection": _lazy("Right to object: they may object to their use."),
    "contact": _lazy("Contact: write to the organisation that publishes this call."),
    "confidentiality": _lazy("The personal data are kept confidential."),
}


def notice_lines(content: Content) -> tuple[str, ...]:
    """The sentences of the notice, in the language that is active; none without a notice."""
    notice: Mapping[str, Any] = value_of(content, "privacy_notice") or {}
    extra = extra_of(content, "privacy_notice")
    said = {
        "controller": str(extra.get("controller") or value_of(content, "issuer") or ""),
        "contact": str(extra.get("contact") or ""),
        "retention": str(extra.get("retention") or ""),
    }
    lines = (_part(part, said) for part in notice.get("parts", []))
    return tuple(line for line in lines if line)


def _part(part: str, said: Mapping[str, str]) -> str:
    if part == "retention" and said["retention"]:
        return _("Retention: the data of those who are not chosen are kept: %(time)s.") % {
            "time": said["retention"]
        }
    if part == "contact" and said["contact"]:
        return _("Contact for personal data: %(contact)s.") % said
    if part == "controller" and said["controller"]:
        return _("Controller, responsible for the personal data: %(controller)s.") % said
    return str(SENTENCES.get(part, labels.CODES.get(part, "")))
