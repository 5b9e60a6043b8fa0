"""The one error of the domain: a rule was broken, and the person is told which and what to do."""

from typing import Any


class RuleBroken(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """An act that a rule forbids now. `code` is for programs, `message` for the person."""

    def __init__(self, code: str, message: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
