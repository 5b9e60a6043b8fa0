"""What the log may say: never whom, and nothing that opens a door.

Links without account carry a token in their path, and Django writes the path of every refused
request. A database quotes the row that broke a rule, and a traceback ends with those words.
"""

import logging
import re

_HIDDEN = "…"
# 38 and more of the signs that tokens are made of; a public id has 36 and stays readable.
_TOKEN = re.compile(r"(?<![\w-])[\w-]{38,}(?![\w-])", re.ASCII)
_ADDRESS = re.compile(r"[^\s@<>\"'()=,;:]+@[\w-]+(?:\.[\w-]+)+")
_ROW = re.compile(r"^(DETAIL|CONTEXT|LINE \d+):.*$", re.MULTILINE)  # PostgreSQL's own words


class DiscreetFormatter(logging.Formatter):
    """A line, with its traceback, in which tokens, addresses and quoted rows are struck out."""

    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))


def discreet(text: str) -> str:
    """The text without what opens a door or names a person."""
    text = _ROW.sub(rf"\1: {_HIDDEN}", text)
    return _TOKEN.sub(_HIDDEN, _ADDRESS.sub(_HIDDEN, text))
