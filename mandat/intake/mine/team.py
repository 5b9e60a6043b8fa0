"""The view of the team: every button keeps what is typed, then does its work."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mandat.calls.display import reader_language
from mandat.core.errors import RuleBroken
from mandat.intake.mine.doors import application_door
from mandat.intake.mine.page import TEAM, Mine, page_after
from mandat.intake.mine.saving import (
    AUTOSAVE,
    ChangedElsewhere,
    changes_of,
    see,
    version_for,
    without_row,
)
from mandat.intake.mine.team_page import team_context
from mandat.intake.mine.team_reading import MOST_MEMBERS, normal_team, read_team
from mandat.intake.models import Application, Piece, TeamMember
from mandat.intake.queries import find_application
from mandat.intake.services.confirming import ask_member
from mandat.intake.services.drafting import content_now, save_words

Answer = HttpResponse


@application_door
@require_http_methods(["GET", "HEAD", "POST"])
def edit_team(request: HttpRequest, application: Application) -> Answer:
    """Who applies, with whom, free when, in which languages, with which references."""
    if request.method != "POST":
        return _page(request, application)
    return _save(request, application)


def _save(request: HttpRequest, application: Application, *, is_again: bool = False) -> Answer:
    """What was typed is kept, and its button obeyed; or the page says why it could not be."""
    now = normal_team(content_now(application))
    typed: dict[str, Any] | None = None
    try:
        data = _without_removed(request.POST)
        typed = read_team(data, now, reader_language())
        anchor = _add(application, typed, request.POST.get("act", ""))
        row = _keep(application, data, now, typed)
        return _answer(request, row, anchor)
    except ChangedElsewhere as changed:
        return _page(request, application, typed, changed.differences, status=409)
    except RuleBroken as broken:
        row = find_application(application.public_id) or application
        if broken.code == "changed_meanwhile" and not is_again:  # within this very request
            return _save(request, row, is_again=True)
        return _page(request, row, typed, problem=str(broken.message), status=409)


def _keep(
    application: Application, data: QueryDict, now: dict[str, Any], typed: dict[str, Any]
) -> Application:
    """One lock and one update; nothing at all where nothing changed."""
    changes = changes_of(typed, now)
    if not changes:
        return application
    version = version_for(application, data, now, typed)
    return save_words(application=application, changes=changes, version=version)


def _without_removed(posted: QueryDict) -> QueryDict:
    """What was posted, without the row, field or member whose button was pressed."""
    act, part, name = [*posted.get("act", "").split(":"), "", ""][:3]
    if act != "remove" or part not in ("member", "field"):
        return without_row(posted, frozenset({"free", "reference"}))
    data = posted.copy()
    if part == "member":
        data.setlist("member", [k for k in data.getlist("member") if k != name])
    else:
        fields = data.getlist("field")
        data.setlist("field", ["" if str(n) == name else f for n, f in enumerate(fields)])
    return data


def _add(application: Application, typed: dict[str, Any], act: str) -> str:
    """Where the page goes on; a new member is in the team from the click on."""
    if act == "add:member":
        members = typed["members"]
        if len(members) >= MOST_MEMBERS:
            raise RuleBroken("too_many_members", _("A team has no more members here."))
        key = next_key(application, [m["key"] for m in members])
        blank = {"name": "", "role": "", "email": "", "firm": "", "fields": [], "languages": []}
        members.append({"key": key, **blank})
        return f"member-{key}"
    part, _colon, name = act.partition(":")
    return {"add": name, "remove": f"{name.partition(':')[0]}s"}.get(part, "")


def next_key(application: Application, keys: list[str]) -> str:
    """A key that nobody had before: documents of whoever left are not those of whoever comes."""
    slots = Piece.objects.filter(application=application).values_list("slot", flat=True)
    asked = TeamMember.objects.filter(application=application).values_list("key", flat=True)
    before = [*keys, *(s.rpartition(".")[2] for s in slots), *asked]
    before += [m["key"] for m in content_now(application)["members"]]
    numbers = [int(k[1:]) for k in before if re.fullmatch(r"m[1-9][0-9]{0,4}", k)]
    return f"m{max(numbers, default=0) + 1}"


def _answer(request: HttpRequest, row: Application, anchor: str) -> Answer:
    if request.headers.get(AUTOSAVE):
        mine = Mine(row, timezone.now())
        context = team_context(mine)
        return render(request, "intake/mine/team_fresh.html", context)
    act = request.POST.get("act", "")
    if act.startswith("ask:"):
        anchor = _ask(request, row, act.partition(":")[2])
    elif act.startswith("remove:member"):
        messages.info(
            request,
            _("They are out of the team. Documents of theirs stay until you take them out."),
        )
    if act == "go":
        return see(page_after(TEAM, row))
    address = reverse("my:edit_team", args=[row.public_id])
    return see(f"{address}#{anchor}" if anchor else address)


def _ask(request: HttpRequest, row: Application, key: str) -> str:
    """One member is asked, or all who were not."""
    try:
        ask_member(application=row, key=key, at=timezone.now())
        messages.success(request, _("A mail with a link of their own is on its way."))
    except RuleBroken as broken:
        messages.error(request, str(broken.message))
    return f"member-{key}"


def _page(
    request: HttpRequest,
    application: Application,
    typed: dict[str, Any] | None = None,
    found: Any = (),
    *,
    problem: str = "",
    status: int = 200,
) -> Answer:
    mine = Mine(application, timezone.now())
    context = team_context(mine, typed, found) | {"problem": problem}
    name = "team_fresh" if request.headers.get(AUTOSAVE) else "team"
    return render(request, f"intake/mine/{name}.html", context, status=status)
