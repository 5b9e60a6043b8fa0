"""Judges what is text: plain text and its special forms, web pages, messages."""

import re
from email import policy
from email.parser import BytesHeaderParser
from typing import Final

from mandat.documents.judging.inside import Found, Wanted
from mandat.documents.limits import Limits, Refused
from mandat.documents.tidy import read_plain

_SCRIPTS: Final = re.compile(rb"<script[\s>]|\son\w+\s*=\s*[\"']|javascript:", re.IGNORECASE)
_ATTACHED: Final = re.compile(rb"^content-disposition:\s*attachment", re.IGNORECASE | re.MULTILINE)


def judge_text(data: bytes, media_type: str, limits: Limits, _: Wanted) -> Found:
    """Text in any encoding; refuses bytes that are none."""
    reading = read_plain(data)
    if sum(map(len, reading.pages)) > limits.max_text:
        raise Refused("too_large", {"unit": "characters", "limit": limits.max_text})
    return Found(media_type)


def judge_page(data: bytes, media_type: str, limits: Limits, wanted: Wanted) -> Found:
    """A web page, which is handed out as an attachment and never shown as a page of this site."""
    found = judge_text(data, media_type, limits, wanted)
    if _SCRIPTS.search(data):
        found.warnings.append("scripts")
    return found


def judge_message(data: bytes, media_type: str, limits: Limits, wanted: Wanted) -> Found:
    """A message: who opens it later judges each attachment as a file of its own."""
    found = judge_text(data, media_type, limits, wanted)
    if BytesHeaderParser(policy=policy.compat32).parsebytes(data).defects:
        raise Refused("corrupt")
    if _ATTACHED.search(data):
        found.warnings.append("attachments")
    return found
