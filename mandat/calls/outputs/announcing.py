"""Texts to announce a public call elsewhere: long, as HTML, short, and as a mail.

They say what the public page says and lead to it; nothing in them is a new promise. Words around
the texts of the call are in the language that is active. Not for a sensitive call.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from mandat.calls.public.meta import address_of, cut
from mandat.calls.public.page import PublicPage
from mandat.core.languages import direction, language_name

SHORT = 280  # characters, the address included: the shortest of what common networks take
_ELLIPSIS = " …"


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a heading; without heading they follow each other as they are."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """The announcement of a call in one language."""

    language: str
    direction: str
    address: str
    plain: str
    html: SafeString
    short: str
    subject: str
    mail: str


def pack_of(page: PublicPage) -> Pack:
    """The texts of a page in its language."""
    title = " ".join(page.title.split())
    address = address_of(page, "" if page.is_original else page.language)
    parts = list(_parts(page))
    plain = _as_text(title, page.organisation, parts, _leading(page, address))
    return Pack(
        language=page.language,
        direction=direction(page.language),
        address=address,
        plain=plain,
        html=_as_html(page, title, parts, address),
        short=short_form(title, page.organisation, _until(page), address),
        subject=gettext("Call: %(title)s") % {"title": cut(title)},
        mail=_as_mail(page.organisation, plain),
    )


def _until(page: PublicPage) -> str:
    return gettext("Closes on %(moment)s.") % {"moment": page.deadline.words}


def _parts(page: PublicPage) -> Iterator[Part]:
    """Facts first, then what it is about, what is sent and how it is judged."""
    facts = [_fact(f.label, f.text, f.note) for f in page.facts]
    yield Part("", (_until(page), *facts))
    for name in ("objectives", "deliverables", "eligibility"):
        if section := page.section(name):
            yield Part(str(section.title), tuple(" ".join(x.text.split()) for x in section.lines))
    if page.asked:
        yield Part(gettext("What you send"), tuple(_noted(a.name, a.notes) for a in page.asked))
    if page.grid:
        rows = (_fact(c.label, c.value) for c in page.grid if not c.is_sub)
        yield Part(_judged(page), tuple(rows))


def _judged(page: PublicPage) -> str:
    words = {"heading": gettext("How offers are judged"), "unit": page.grid_unit.lower()}
    return gettext("%(heading)s (%(unit)s)") % words


def _fact(label: str, text: str, note: str = "") -> str:
    words = {"label": label, "value": _noted(text, (note,) if note else ())}
    return gettext("%(label)s: %(value)s") % words


def _noted(text: str, notes: Sequence[str]) -> str:
    return f"{text} ({', '.join(notes)})" if notes else text


def _leading(page: PublicPage, address: str) -> list[str]:
    """Where the rest stands, also in other languages."""
    lines = [gettext("The whole call, questions and answers:"), address]
    for one in page.languages:
        if one.code != page.language:
            named = language_name(one.code, page.language)
            other = address_of(page, "" if one.is_original else one.code)
            lines += [f"{named[:1].upper()}{named[1:]}:", other]
    return lines


def _as_text(title: str, organisation: str, parts: Iterable[Part], end: Iterable[str]) -> str:
    blocks = [f"{title}\n{organisation}"]
    for part in parts:
        lines = [f"– {line}" for line in part.lines] if part.heading else list(part.lines)
        blocks.append("\n".join([part.heading, *lines] if part.heading else lines))
    return "\n\n".join([*blocks, "\n".join(end)]) + "\n"


def _as_mail(organisation: str, plain: str) -> str:
    opening = gettext("%(organisation)s is looking for somebody for the mission below.") % {
        "organisation": organisation
    }
    please = gettext("Please pass this message on to whoever it may concern.")
    return "\n\n".join([gettext("Hello,"), opening, please, plain])


def _as_html(page: PublicPage, title: str, parts: Iterable[Part], address: str) -> SafeString:
    """Plain elements, so that it takes the look of the site it is pasted into."""
    body = format_html_join("\n", "{}", ((_part_html(part),) for part in parts))
    return format_html(
        '<div lang="{}" dir="{}">\n<h2>{}</h2>\n<p><strong>{}</strong></p>\n{}\n'
        '<p>{} <a href="{}">{}</a></p>\n</div>\n',
        page.language,
        direction(page.language),
        title,
        page.organisation,
        body,
        gettext("The whole call, questions and answers:"),
        address,
        address,
    )


def _part_html(part: Part) -> SafeString:
    if not part.heading:
        return format_html_join("\n", "<p>{}</p>", ((line,) for line in part.lines))
    lines = format_html_join("\n", "<li>{}</li>", ((line,) for line in part.lines))
    return format_html("<h3>{}</h3>\n<ul>\n{}\n</ul>", part.heading, lines)


def file_of(pack: Pack) -> str:
    """All texts one after the other, in a file."""
    subject = gettext("Subject: %(subject)s") % {"subject": pack.subject}
    return f"\n{'-' * 20}\n\n".join([pack.plain, f"{pack.short}\n", f"{subject}\n\n{pack.mail}"])


def page_html(pack: Pack, title: str) -> SafeString:
    """The HTML as a file that a browser opens."""
    return format_html(
        '<!doctype html>\n<html lang="{}" dir="{}">\n<meta charset="utf-8">\n'
        "<title>{}</title>\n{}</html>\n",
        pack.language,
        pack.direction,
        title,
        pack.html,
    )


def short_form(title: str, organisation: str, until: str, address: str) -> str:
    """What fits into `SHORT` characters. No word is cut, the address is always whole.

    Where it does not fit, the title loses its last words; then organisation and deadline go.
    """
    for rest in ((organisation, until), (until,), ()):
        tail = "".join(f"\n{line}" for line in (*rest, address))
        if kept := whole_words(title, SHORT - len(tail)):
            return kept + tail
    return address


def whole_words(text: str, room: int) -> str:
    """As many words from the start as there is room for; "" when there is none for the first."""
    text = " ".join(text.split())
    if len(text) <= room:
        return text
    start = text[: max(0, room - len(_ELLIPSIS) + 1)]
    kept = start.rpartition(" ")[0].rstrip(" ,;:–-")
    return f"{kept}{_ELLIPSIS}" if kept else ""
