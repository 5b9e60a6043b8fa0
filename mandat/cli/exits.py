"""Exit codes, and the one way in which a command gives up."""

from enum import IntEnum


class Exit(IntEnum):
    """What the shell is told. Listed in the help and in `docs/reference/command-line.md`."""

    DONE = 0
    FOUND = 1  # a check found something that stands in the way
    REFUSED = 2  # the input or the way the command was called
    NOT_READY = 3  # the site: settings, database, port
    STOPPED = 130  # Ctrl-C


class GivenUp(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """The command ends here: one sentence that says what to do, and the exit code."""

    def __init__(self, sentence: str, code: Exit = Exit.REFUSED) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
