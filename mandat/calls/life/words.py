"""What stands in the way, and what is usual, in words; and where each is mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mandat.calls.display import day
from mandat.calls.life.rules import Obstacle
from mandat.calls.models import Call

# Each obstacle: what happened, and what to do about it.
OBSTACLES: Mapping[str, Promise] = {
    "blocking_remarks": ngettext_lazy(
        "%(count)d remark blocks publication. Settle it, or set it aside with a reason.",
        "%(count)d remarks block publication. Settle them, or set them aside with a reason.",
        "count",
    ),
    "no_title": _("The call has no title."),
    "no_language": _("The call does not say in which language it is written."),
    "no_deadline": _("The call has no deadline."),
    "deadline_without_zone": _(
        "The deadline names no time zone: nobody abroad could tell when it ends."
    ),
    "deadline_unreadable": _("The deadline cannot be computed: it needs a whole date."),
    "deadline_past": _("The deadline (%(day)s) has passed."),
    "questions_unreadable": _("The last day for questions cannot be computed."),
    "no_grid": _("The call does not say how applications are judged: it has no scoring grid."),
    "no_holders": _(
        "Prices are sealed, and nobody is named to open them. Name two people and their "
        "substitutes, or say that prices are not sealed."
    ),
    "holders_twice": _(
        "Somebody is named twice to open the prices. Two people and two substitutes are four "
        "different people."
    ),
    "holders_left": _(
        "Somebody who is named to open the prices no longer holds a role in the organisation."
    ),
    "nobody_approves": _(
        "Nobody could approve this call: it takes an approver of your organisation who neither "
        "wrote it nor asks for it."
    ),
    # A second look
    "unconfirmed": ngettext_lazy(
        "%(count)d value was read from the text and confirmed by nobody.",
        "%(count)d values were read from the text and confirmed by nobody.",
        "count",
    ),
    "open_remarks": ngettext_lazy(
        "%(count)d remark does not block publication, and is still open.",
        "%(count)d remarks do not block publication, and are still open.",
        "count",
    ),
    "deadline_skipped": _(
        "Clocks go forward over the hour of the deadline (%(day)s): no clock shows it. It would "
        "end the same number of minutes after the jump."
    ),
    "deadline_twice": _(
        "Clocks go back over the hour of the deadline (%(day)s): they show it twice. It would end "
        "at the second time."
    ),
    "deadline_without_hour": _(
        "The deadline has no hour: it would end at midnight, at the end of %(day)s."
    ),
    "other_deadline": _(
        "The list of dates, or of stages, still names %(day)s as the last day to apply. The public "
        "page goes by the deadline."
    ),
    "questions_after_deadline": _("Questions can be asked until after the deadline."),
    "no_formula": _(
        "The grid gives points to the price, and no formula says how: none would be applied."
    ),
    "formula_in_words_only": _(
        "The text describes how the price is judged. Choose the formula that it means: without "
        "one, none would be applied."
    ),
    "documents_unchecked": ngettext_lazy(
        "%(count)d document is still being checked, or was refused.",
        "%(count)d documents are still being checked, or were refused.",
        "count",
    ),
    "no_documents": _("The call does not say which documents to send."),
    "no_channel": _("The call does not say where to send applications."),
}

# Fields of the draft in which an obstacle is mended; the others have their place on the page.
_FIELDS = {
    "no_title": "title",
    "no_language": "language",
    "no_deadline": "deadline",
    "deadline_without_zone": "deadline",
    "deadline_unreadable": "deadline",
    "deadline_past": "deadline",
    "deadline_skipped": "deadline",
    "deadline_twice": "deadline",
    "deadline_without_hour": "deadline",
    "other_deadline": "dates",
    "questions_unreadable": "dates",
    "questions_after_deadline": "dates",
    "no_documents": "required_documents",
    "no_channel": "submission",
}
_SECTIONS = {
    "no_grid": "#grid",
    "no_formula": "#rules",
    "formula_in_words_only": "#rules",
    "no_holders": "#holders",
    "holders_twice": "#holders",
    "holders_left": "#holders",
}

# Why a value is proposed: whose habit it is.
REASONS: Mapping[str, Promise] = {
    "pass_mark": _(
        "Usual: at least 70 percent of the technical points, so that a low price alone wins "
        "nothing. UNDP asks the same."
    ),
    "shortlist": _(
        "Usual: six candidates at most are asked for a full proposal, so that nobody writes one "
        "for nothing."
    ),
    "formula_ratio_low": _("Usual where the price has points in the grid: in proportion."),
    "formula_quality_only": _("Usual where the grid gives no points to the price: quality only."),
}


@dataclass(frozen=True, slots=True)
class Way:
    """An obstacle as the page lists it: its sentence, and the address where it is mended."""

    code: str
    blocks: bool
    sentence: str
    url: str


def way_of(obstacle: Obstacle, call: Call) -> Way:
    """The obstacle in words, in the language of the reader."""
    params: dict[str, Any] = dict(obstacle.params)
    if "wall" in params:
        params["day"] = _day(str(params.pop("wall")))
    sentence = OBSTACLES[obstacle.code] % params if params else OBSTACLES[obstacle.code]
    return Way(obstacle.code, obstacle.blocks, str(sentence), _where(obstacle.code, call))


def _day(wall: str) -> str:
    """The day in words, or as it stands when it is none."""
    try:
        return day(wall)
    except ValueError:
        return wall


def _where(code: str, call: Call) -> str:
    review = reverse("calls:review_call", args=[call.public_id])
    if name := _FIELDS.get(code):
        return f"{review}?edit={name}#field-{name}"
    if code in ("blocking_remarks", "open_remarks"):
        return f"{review}#remarks"
    if code == "documents_unchecked":
        return reverse("calls:list_documents", args=[call.public_id])
    if code == "nobody_approves":
        return reverse("people:show_organisation", args=[call.organisation.public_id])
    return _SECTIONS.get(code, review)
