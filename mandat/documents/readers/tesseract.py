"""Whether the operator installed tesseract, and which languages it knows."""

import shutil
import subprocess
from typing import Final

_WANTED: Final = ("fra", "eng", "ara", "spa", "por")


def tesseract() -> str | None:
    """The path of the program, None when pictures of text cannot be read here."""
    return shutil.which("tesseract")


def languages(program: str) -> list[str]:
    """The languages of the house that this tesseract knows, French and English first."""
    listed = subprocess.run(  # noqa: S603 -- a program found on the operator's own path
        [program, "--list-langs"], capture_output=True, check=False, timeout=20, text=True
    )
    known = listed.stdout.split()
    return [code for code in _WANTED if code in known]
