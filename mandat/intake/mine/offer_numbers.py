"""Numbers as people type them, in any digits. Pure, no Django.

"1 234,50", "1.234,50", "١٢٣٤٫٥" and "1,234.50" are read. "1,234" is not: in French it is a little
more than one, in English more than a thousand, and nobody files a price that was guessed.
"""

import re
import unicodedata

LONGEST = 40  # characters; more is no number that somebody meant
_MINUS = "\u2212\u2012\u2013\ufe63\uff0d"
_GROUP_SIGNS = re.compile(r"(?<=[0-9])[\s'\u2019\u066c](?=[0-9]{3}(?![0-9]))")
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
_GROUPS = {
    ",": re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+", re.ASCII),
    ".": re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+", re.ASCII),
}


def plain_number(typed: str, *, decimals: int = 2) -> str:
    """The number as a decimal string; what cannot be read comes back as it was typed.

    `decimals` are those of the currency: where it counts thousandths (a dinar), three digits after
    the sign are its coins.
    """
    kept = " ".join(typed.split())[:LONGEST]
    signs = _ascii(kept)
    read = _read(signs, decimals)
    return kept if read is None else _trimmed(read)


def _ascii(typed: str) -> str:
    """The signs that count: digits of any script as 0-9, no currency, no direction marks."""
    out = []
    for sign in typed:
        category = unicodedata.category(sign)
        if category == "Nd":
            out.append(str(unicodedata.decimal(sign)))
        elif sign in _MINUS:
            out.append("-")
        elif sign == "\u066b":  # the Arabic decimal sign is never another
            out.append(";")
        elif sign == "\u060c":
            out.append(",")
        elif category not in ("Cf", "Cc", "Sc"):
            out.append(sign)
    return "".join(out).strip()


def _read(signs: str, decimals: int) -> str | None:
    signs = _GROUP_SIGNS.sub("", signs)
    if ";" in signs:
        whole, _sign, part = signs.partition(";")
        whole = re.sub(r"[,.]", "", whole)
        return _plain(f"{whole}.{part}")
    last = max(signs.rfind(","), signs.rfind("."))
    if last < 0:
        return _plain(signs)
    mark = signs[last]
    other = "." if mark == "," else ","
    whole, part = signs[:last], signs[last + 1 :]
    if other in whole:  # 1.234,50: the last sign is the decimal one
        return _plain(whole.replace(other, "") + "." + part) if _grouped(whole, other) else None
    if mark in whole:  # 1.234.567: groups alone
        return _plain(signs.replace(mark, "")) if _grouped(signs, mark) else None
    if len(part) == 3 and decimals != 3 and _GROUPS[mark].fullmatch(signs) and not _begins(signs):
        return None
    return _plain(f"{whole}.{part}")


def _begins(signs: str) -> bool:
    """0,125 is a broken number in every language."""
    return signs.lstrip("-").startswith("0")


def _grouped(signs: str, mark: str) -> bool:
    return bool(_GROUPS[mark].fullmatch(signs))


def _plain(signs: str) -> str | None:
    return signs if _PLAIN.fullmatch(signs) else None


def _trimmed(number: str) -> str:
    """007.50 as 7.50: no zeros before a number, none taken from behind it."""
    sign = "-" if number.startswith("-") else ""
    whole, mark, part = number.lstrip("-").partition(".")
    return f"{sign}{whole.lstrip('0') or '0'}{mark}{part}"


def shown_again(kept: str) -> str:
    """The number for an input, so that it is read again as the same: 1.125 as 1.1250."""
    if re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", kept, re.ASCII):
        return f"{kept}0"
    return kept
