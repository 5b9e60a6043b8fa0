"""Pure decisions of the vault: ends of memberships, names that say nothing, codes to withdraw."""

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime, timedelta

from mandat.core.errors import RuleBroken
from mandat.vault.scopes import Scope

LONGEST_MEMBERSHIP = timedelta(days=90)  # long enough for one consultation, short enough to notice
# Letters and digits that are not mistaken for each other when read aloud or copied by hand
# (Crockford's base 32): 16 of them carry 80 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_PSEUDONYM = re.compile(r"[A-Z]{1,3}-[0-9A-HJKMNP-TV-Z]{6}")


def latest_end(starts_at: datetime) -> datetime:
    """The last moment a membership that starts then may reach."""
    return starts_at + LONGEST_MEMBERSHIP


def check_end(starts_at: datetime, ends_at: datetime, message: object) -> None:
    """Raises `RuleBroken("membership_too_long")` unless it ends after its start, within 90 days."""
    if not starts_at < ends_at <= latest_end(starts_at):
        raise RuleBroken("membership_too_long", message)


def is_pseudonym(text: str) -> bool:
    """Whether the text has the form of a pseudonym made here, such as `P-7F3KQ2`."""
    return bool(_PSEUDONYM.fullmatch(text))


def encode(number: int, length: int) -> str:
    """The number in the alphabet, padded to the length. Raises ValueError when it does not fit."""
    if not 0 <= number < 32**length:
        raise ValueError("number does not fit")
    return "".join(ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(length)))


def tidy_code(typed: str) -> str:
    """A code as it was given out, however it was typed: spaces, dashes, case, look-alikes."""
    folded = unicodedata.normalize("NFKC", typed).upper().translate(_LOOKALIKES)
    return "".join(c for c in folded if c in ALPHABET)


def grouped(code: str) -> str:
    """The code in groups of four, as people read it aloud."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def is_code(code: str) -> bool:
    """Whether a tidied code has the right length."""
    return len(code) == CODE_LENGTH


def consistent(scopes: Collection[Scope]) -> bool:
    """Being quoted, recorded or kept makes sense only for who takes part."""
    return not scopes or Scope.TAKE_PART in scopes


def may(granted: Collection[Scope], withdrawn: Collection[Scope], scope: Scope) -> bool:
    """Whether the consent covers the scope now. Withdrawing part withdraws all the rest."""
    if Scope.TAKE_PART in withdrawn:
        return False
    return scope in granted and scope not in withdrawn


def folded_address(address: str) -> str:
    """An e-mail address or phone number in the one form under which it is looked up."""
    text = unicodedata.normalize("NFKC", address).strip().casefold()
    return text if "@" in text else "".join(c for c in text if c.isdigit() or c == "+")
