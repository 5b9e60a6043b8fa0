"""What each date of a call is for, told from the nearest words that name a purpose."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mandat.calls.importer.date_context import Context, context_of
from mandat.calls.importer.date_cues import BOARD_KEYS, CUES, INDICATIVE, STRONG_BOUND
from mandat.calls.importer.date_owners import names_mission, owner
from mandat.calls.importer.draft import Span
from mandat.calls.importer.heads import Head
from mandat.calls.importer.layout import Layout, Section
from mandat.calls.importer.lexicon import Hit
from mandat.calls.importer.text import Source
from mandat.calls.importer.years import Dated

_APPLICATION = ("applicant", "offers", "interest", "full_proposal", "sending")
FILING = ("application", "expression_of_interest", "full_proposal")
_NEUTRAL = {
    "mission": ("mission_start", "mission_end"),
    "funding": ("funding_start", "funding_end"),
    "strategy": ("strategy_start", "strategy_end"),
    "period": ("report_period_start", "report_period_end"),
}


@dataclass(frozen=True, slots=True)
class Purposed:
    """A date with its role; `clear` when words that mean only this role stand beside it."""

    dated: Dated
    role: str
    clear: bool = False
    firm: bool = True
    board: bool = False  # read in the head of a web page, not in the call itself
    named: bool = False  # the mission itself is named in the sentence, label or heading


def _is_label(context: Context, hit: Hit) -> bool:
    """Whether the words end in a label that the date fills: "Date de remise offres : "."""
    rest = context.before[hit.end :]
    return len(rest) <= 40 and (
        ":" in rest or "\n" in rest or "|" in rest or rest.strip() in ("", "-")
    )


_DATE_OF = re.compile(r"\b(?:date|fecha|data|تاريخ)s? (?:de |d'|of |for |de la |da )?[^.;:]{0,40}$")


def _application(hit: Hit, hits: Sequence[Hit]) -> str:
    names = {h.name for h in hits}
    if "full_proposal" in names and hit.name in ("full_proposal", "offers"):
        return "full_proposal"
    return "expression_of_interest" if "interest" in names else "application"


def _of_application(context: Context, hit: Hit, hits: Sequence[Hit]) -> tuple[str, bool] | None:
    """The role of a date beside words for applying, when something says that it is the last one."""
    if hit.name == "sending" and not any(h.name in _APPLICATION[:4] for h in hits):
        strong = bool(context.strong)
        return ("application", strong) if context.bounded else None
    if context.bounded:
        return _application(hit, hits), True
    if _is_label(context, hit) and _DATE_OF.search(context.before, 0, hit.start):
        return _application(hit, hits), True
    return None


def _of_range(name: str, place: int) -> str | None:
    pair = _NEUTRAL.get(name)
    return pair[max(place - 1, 0)] if pair and place else None


_CONTRACT = re.compile(r"contrat|mission|consultan|prestation|contract|assignment|consultor")
_REPORT = re.compile(r"rapport|report|activit|informe|relatorio")


def _period_of(context: Context, hit: Hit) -> str:
    """ "A period from ... to ..." is the mission's when a contract, not a report,
    is said to last it.
    """
    near = context.before[max(0, hit.start - 90) : hit.start]
    if hit.name == "period" and _CONTRACT.search(near) and not _REPORT.search(near):
        return "mission"
    return hit.name


def _paired(role: str, place: int) -> str:
    """The role of the end of a range that a single word introduces ("starts", "from")."""
    return "mission_end" if role == "mission_start" and place == 2 else role


def _of_hit(context: Context, hit: Hit, hits: Sequence[Hit], place: int) -> tuple[str, bool] | None:
    if hit.name in _APPLICATION:
        if _project_closes(context, hit, hits):
            return "funding_end", True
        return _of_application(context, hit, hits)
    if hit.name in _NEUTRAL:
        if _STUDY.match(context.before, hit.start) and _SCOPE.search(context.before, hit.end):
            return None
        role = _of_range(_period_of(context, hit), place)
        return (role, True) if role else None
    if hit.name == "past":
        return None if place else ("other", False)
    if hit.name == "deliverable" and place and _REPORT.match(context.before, hit.start):
        return ("report_period_start", "report_period_end")[place - 1], True
    if hit.name in _OWNED:
        return _owned(context, hit, place)
    return hit.name, True


# "The evaluation will cover the period ...": what is studied, not when.
_STUDY = re.compile(
    r"(?:the |this |cette |la |el |este |esta |o |l')?"
    r"(?:evalua|avalia|stud|etud|estud|surv|rese|rech|inves|enq)"
)
_SCOPE = re.compile(
    r"\b(?:cover|couvr|cubr|abarc|abrang|port(?:e|era|ant) sur|concern|examin|analy)"
)
_CLOSES = re.compile(r"clos|clotur|cierre|encerr")


def _project_closes(context: Context, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether what closes on the date is a project, no word for applying being near."""
    if not _CLOSES.match(context.before, hit.start):
        return False
    if any(h is not hit and h.name in _APPLICATION for h in hits):
        return False
    return owner(context.before, hit.end, hit.start, context.earlier) == "project"


# What starts, ends or is closed, by who it is said of; None leaves the date to other words.
_OWNED: Mapping[str, Mapping[str | None, str | None]] = {
    "mission_start": {
        "project": "funding_start", "part": "other", "call": "other", "event": "other",
    },
    "mission_end": {
        "project": "funding_end", "part": "deliverable", "call": "application", "event": "other",
    },
    "closure": {
        "project": "funding_end", "part": "other", "call": "application", "event": "other",
        None: None,
    },
}  # fmt: skip
_AVAILABLE = re.compile(r"availab|disponib")
_PERSON = re.compile(
    r"consultan|candida|applicant|expert|\byou\b|\bvous\b|equipe|\bteam\b|evaluat|facilita|prestataire"
    r"|consultor|person|somebody|someone|profil"
)
# Words that only say from when on: without the mission beside them they may be about anything.
_FROM = re.compile(r"from|a partir|a compter|a contar|contad|as of|effective|upon")
_FAR = 60  # characters from the start of the sentence after which a bare verb has another subject


def _whose(context: Context, hit: Hit) -> str | None:
    """Who a word for starting, ending or closing is said of, "unknown" for somebody else."""
    closure = hit.name == "closure"  # its words name what is closed
    whose = owner(context.before, hit.end, hit.end if closure else hit.start, context.earlier)
    if whose == "project" and context.section == "schedule" and not context.card:
        return "here"  # in the timetable of a call "the project" is mostly what it asks for
    if whose in (None, "here") and context.card:
        return context.card
    if whose is not None or closure or context.row or context.section == "schedule":
        return whose
    if _AVAILABLE.match(context.before, hit.start):
        bare = not context.before[: hit.start].strip(" \n*_|•-")
        return None if bare or _PERSON.search(context.before, 0, hit.start) else "unknown"
    if hit.name == "mission_start" and _FROM.match(context.before, hit.start):
        return "unknown"
    return "unknown" if hit.start >= _FAR and not _is_label(context, hit) else None


def _owned(context: Context, hit: Hit, place: int) -> tuple[str, bool] | None:
    """The role of a date beside a word for starting, ending or closing."""
    whose = _whose(context, hit)
    if whose == "unknown":
        return None
    if whose == "call" and place == 2:
        return None  # "applications are received from ... to ...": it closes on the last day
    own = "mission_closure" if hit.name == "closure" else hit.name
    role = _OWNED[hit.name].get(whose, own) if whose != "mission" else own
    if role is None:
        return None
    if place == 2 and role in ("mission_start", "funding_start"):
        role = role.replace("start", "end")
    if role == "mission_end" and _DELIVERED.match(context.before, hit.start):
        return ("deliverable", True) if context.section == "deliverables" else (role, False)
    if _MEETING.match(context.before, hit.start):
        return role, False
    return role, whose != "here" and (whose is not None or context.section != "context")


_MEETING = re.compile(r"kick|reunion")
_FEW_LETTERS = 9  # "from the 5th": a range that stands alone below its heading
_DELIVERED = re.compile(r"livraison|remise|final delivery|entrega")


_AND = re.compile(r"(?:\band|as well as|along with|\bor|\bet|ainsi que|\by|\be)\s(?:\w{2,8}\s)?$")


def _deciding(context: Context, before: Sequence[Hit]) -> list[Hit]:
    """The words before a date in the order in which they may decide, nearest first."""
    nouns = [h for h in before if h.name != "sending"] or list(before)
    order = list(reversed(nouns))
    if not order or not context.bounded:
        return order
    applying = [h for h in order if h.name in _APPLICATION]
    nearest = order[0]
    # "Send your CV and a report of a like mission before ...", "a proposal and questions by ..."
    if nearest.name == "deliverable" and any(h.name in ("applicant", "interest") for h in applying):
        return applying
    if nearest.name == "questions" and applying and _AND.search(context.before, 0, nearest.start):
        return applying
    return order


def _hits(dated: Dated, text: str) -> list[Hit]:
    """The telling words; years alone date strategies and grants, never a mission or a deadline."""
    hits = list(CUES.find(text, 0, len(text)))
    if dated.mention.precision != "year":
        return hits
    return [h for h in hits if h.name in ("strategy", "funding")]


def _read(context: Context, dated: Dated) -> tuple[str, bool]:
    """The role that the words before the date give it, else those after it."""
    if context.row:
        return _read_row(context, _hits(dated, context.after), dated)
    before = _hits(dated, context.before)
    for hit in _deciding(context, before):
        found = _of_hit(context, hit, before, dated.place)
        if found:
            return found
    last = before[-1] if before else None
    strong = context.strong
    if strong and (last is None or last.name in ("mission", "funding", "strategy")):
        return _of_bound(context, strong, last, _hits(dated, context.after))
    bare = sum(c.isalpha() for c in context.before) < _FEW_LETTERS
    if dated.place and context.section == "schedule" and last is None and bare:
        return ("mission_start", "mission_end")[dated.place - 1], False
    if last is not None:
        return "other", False
    return _read_after(context, _hits(dated, context.after), dated)


def _of_bound(
    context: Context, strong: re.Match[str], last: Hit | None, after: Sequence[Hit]
) -> tuple[str, bool]:
    """The role of a date that is the last one for something that no noun of its own names."""
    if last and last.name in ("funding", "strategy") and last.end <= strong.start():
        return "other", False  # "the strategic plan expires on ..."
    if context.section == "deliverables":
        return "deliverable", True
    later = after[0].name if after and after[0].start < 60 else "offers"
    if later not in (*_APPLICATION, *_NEUTRAL):
        return later, False
    return "application", context.section not in ("context", "methodology", "objectives")


def _read_row(context: Context, after: Sequence[Hit], dated: Dated) -> tuple[str, bool]:
    """The role in a timetable whose rows begin with the date: "15 March: deadline for bids"."""
    words = Context(context.after, "")
    for hit in after:
        if hit.name in _NEUTRAL and not dated.place:
            continue
        found = _of_hit(words, hit, after, dated.place)
        if found:
            return found
    strong = STRONG_BOUND.search(context.after)
    return ("application", True) if strong and not after else ("other", False)


_ROW = re.compile(r"^[\s:|*)\]-]{1,8}")


def _read_after(context: Context, after: Sequence[Hit], dated: Dated) -> tuple[str, bool]:
    """The role that the words right after a date give it, where none stands before it."""
    near = after[0] if after and after[0].start < 60 else None
    if near is None:
        return "other", False
    if dated.mention.precision == "year":
        return (_of_range(near.name, dated.place) or "other" if near.start < 40 else "other"), False
    if not _ROW.match(context.after):
        return "other", False
    found = _of_hit(Context(context.after, ""), near, after, dated.place)
    return (found[0], False) if found else ("other", False)


_MISSION_ROLES = ("mission_start", "mission_end", "mission_closure")


def _named(source: Source, context: Context, section: Section | None) -> bool:
    """Whether the mission itself is named where the date stands, or its timetable is."""
    if context.section == "schedule":
        return True
    heading = section.heading if section else Span(0, 0)
    return (
        names_mission(context.before, context.earlier)
        or names_mission(source.fold[heading.start : heading.end])
        or (not context.before.strip(" \n*_|-•") and names_mission(context.after[:60]))
    )


def _firm(source: Source, context: Context, layout: Layout, at: int) -> bool:
    section = layout.at(at)
    if section and INDICATIVE.search(source.fold, section.heading.start, section.heading.end):
        return False
    return not INDICATIVE.search(context.before[-90:])


def read_roles(
    source: Source, layout: Layout, head: Head, dates: Sequence[Dated]
) -> list[Purposed]:
    """Every date with its role."""
    keys = {span: key for key, span in head.entries.items()}
    found: list[Purposed] = []
    previous_end = 0
    for dated in dates:
        mention = dated.mention
        key = next((k for s, k in keys.items() if s.start <= mention.start < s.end), None)
        if key is not None or mention.start < head.end:
            role = BOARD_KEYS.get(key or "", "other")
            found.append(Purposed(dated, role, role != "other", board=True))
            continue
        section = layout.at(mention.start)
        kind = section.kind if section else "other"
        context = context_of(source, dated, previous_end, kind)
        role, clear = _read(context, dated)
        if dated.place == 2 and found and not found[-1].board:
            role, clear = _second_end(found[-1], role, clear=clear)
            if role in FILING:  # the window opens on its first day, and closes on its last
                found[-1] = replace(found[-1], role="other", clear=False)
        firm = _firm(source, context, layout, mention.start)
        named = role in _MISSION_ROLES and _named(source, context, section)
        found.append(Purposed(dated, role, clear, firm, named=named))
        previous_end = mention.end
    return found


def _second_end(first: Purposed, role: str, *, clear: bool) -> tuple[str, bool]:
    """The last end of a range has the role that goes with its first end."""
    if role in FILING:
        return role, clear
    partner = dict(_NEUTRAL.values()).get(first.role)
    if partner:
        return partner, first.clear
    return (first.role, first.clear) if role == "other" else (role, clear)
