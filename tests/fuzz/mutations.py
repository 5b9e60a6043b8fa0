"""Texts of calls as the world spoils them: line ends lost, lists broken, marks doubled, cut short.

`mutated(pick)` makes one text. `pick(n)` is a number from 0 to n - 1: a fuzzer's or Hypothesis's.
"""

import re
from collections.abc import Callable

from mandat.calls.samples import SAMPLES, sample_text

Pick = Callable[[int], int]

TEXTS = (
    *(sample_text(name) for name in SAMPLES),
    "+++\ntitle = 'X'\n+++\n## Contexte\n| Critère | Points |\n|---|---|\n| Prix | 40 |\n",
    "<table><tr><td>Organisation :</td><td>Réseau Aube</td></tr></table>\n",
    "Deliverable\nDays\nDate\nA\n3\n4 May 2025\nB\n5\n9 June 2025\nTotal\n8\n",
    (
        "الشروط المرجعية\nتعلن جمعية النور عن حاجتها إلى استشاري\n"
        "١. الخلفية\n- نص\nآخر أجل ٣ ماي ٢٠٢٥\n"
    ),
    (
        "TÉRMINOS DE REFERENCIA\n1. Antecedentes\nLa Fundación Sol (FS) busca contratar.\n"
        "2. Productos\na) Informe\n"
    ),
)
SCRAPS = (
    "\n", "\n\n", " ", "\t", "\r\n", "\f", "\x00", "\ud800", "\u202e", "\u200b", "• ", "- ", "1. ",
    "(1) ", "a) ", "IV. ", "**", "### ", "|", "|---|", ":", ";", ".", "(", ")", "«", "»", '"', "’",
    "+++\n", "---\n", "<td>", "</td></tr>", "page 1/2", "Profil", "Livrable 1 :", "Objectives",
    "How to apply", "recrute", "Date limite : 3 mai 2025 à 23h59", "10 000 EUR TTC", "45 jours",
    "20 %", "(ABC)", "a@b.example", "https://x.example/y", "المخرجات", "Prix : 80 points",
    "no later than", "Appel à candidatures", "...", "é", "١٢", "0", "-",
)  # fmt: skip
LONGEST = 2_500


def _line(text: str, pick: Pick) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, pick(len(lines))


def drop_line(text: str, pick: Pick) -> str:
    lines, at = _line(text, pick)
    return "\n".join(lines[:at] + lines[at + 1 :])


def double_line(text: str, pick: Pick) -> str:
    lines, at = _line(text, pick)
    return "\n".join(lines[:at] + lines[at : at + 1] * (1 + pick(40)) + lines[at:])


def move_line(text: str, pick: Pick) -> str:
    lines, at = _line(text, pick)
    moved = lines.pop(at)
    lines.insert((at + 1 + pick(len(lines) + 1)) % (len(lines) + 1), moved)
    return "\n".join(lines)


def join_lines(text: str, pick: Pick) -> str:
    """Some line ends, or all of them, become blanks."""
    if pick(4) == 0:
        return text.replace("\n", " ")
    lines, at = _line(text, pick)
    return "\n".join(lines[:at]) + "\n" + " ".join(lines[at : at + 8]) + "\n".join(lines[at + 8 :])


def wrap_lines(text: str, pick: Pick) -> str:
    """The text as a narrow page breaks it."""
    return re.sub(rf"([^\n]{{{20 + pick(80)}}}) ", r"\1\n", text)


def insert_scraps(text: str, pick: Pick) -> str:
    at = pick(len(text) + 1)
    return text[:at] + SCRAPS[pick(len(SCRAPS))] * (1 + pick(12)) + text[at:]


def cut(text: str, pick: Pick) -> str:
    at = pick(len(text) + 1)
    return text[at:] if pick(2) else text[:at]


def repeat_piece(text: str, pick: Pick) -> str:
    at = pick(len(text) + 1)
    return text[:at] + text[at : at + 1 + pick(60)] * (1 + pick(30)) + text[at:]


def change_digits(text: str, pick: Pick) -> str:
    digit = str(pick(10))
    return re.sub(r"\d", lambda m: digit if pick(3) == 0 else m.group(), text)


def shout(text: str, pick: Pick) -> str:
    lines, at = _line(text, pick)
    lines[at] = lines[at].upper()
    return "\n".join(lines)


def lose_accents(text: str, pick: Pick) -> str:
    return text.translate(str.maketrans("éèêàçôîûù’·", "eeeacoiuu'."))


def swap_blanks(text: str, pick: Pick) -> str:
    return text.replace(" ", ("\u00a0", "  ", "\t", "")[pick(4)], 1 + pick(200))


OPERATIONS = (
    drop_line, double_line, move_line, join_lines, wrap_lines, insert_scraps, insert_scraps, cut,
    repeat_piece, change_digits, shout, lose_accents, swap_blanks,
)  # fmt: skip


def mutated(pick: Pick) -> str:
    """A window of one of the texts after one to eight of the operations."""
    text = TEXTS[pick(len(TEXTS))]
    start = pick(max(1, len(text) - LONGEST + 1))
    text = text[start : start + LONGEST]
    for _ in range(1 + pick(8)):
        text = OPERATIONS[pick(len(OPERATIONS))](text, pick)[: 2 * LONGEST]
    return text
