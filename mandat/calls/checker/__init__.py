"""Contradictions, gaps and traps of a draft call: pure Python, offline, deterministic."""

from mandat.calls.checker.check import blocking, check_draft
from mandat.calls.checker.remarks import Remark, Remedy, RemedyKind, Severity
from mandat.calls.checker.settings import DEFAULT, CheckSettings

__all__ = [
    "DEFAULT",
    "CheckSettings",
    "Remark",
    "Remedy",
    "RemedyKind",
    "Severity",
    "blocking",
    "check_draft",
]
