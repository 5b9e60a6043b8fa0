"""Values stay what they are: other people's text never becomes a header, a link or our words."""

import email
import email.policy
import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.utils.translation import gettext_lazy, override
from hypothesis import example, given
from hypothesis import strategies as st

from config import env
from mandat.mail.addresses import checked, header_of
from mandat.mail.delivery import letter
from mandat.mail.models import Message
from mandat.mail.templates import BadTemplate, MissingValue, Written, engine, fill, write
from mandat.mail.values import Link, Moment, Trusted, UserText, shown, without_links

TEMPLATE = (
    "{% block subject %}{% translate 'Sign in' %} {{ title }}{% endblock %}"
    "{% block body %}Before {{ title }} after.\n\n{{ note }}\n\nThe end.{% endblock %}"
)
NASTY = "x\r\nBcc: all@example.org\r\n\r\n<b>hi</b>\u2028\u202enruter\x85\x00\ud800"
HEADERS = {
    "Subject", "From", "To", "Message-ID", "Date", "Content-Language", "Auto-Submitted",
    "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
}  # fmt: skip


def filled(source, language="en", **values):
    return fill(engine().from_string(source), values, language)


def wire_of(written, sender_name=""):
    message = Message(
        to="lea@example.org", message_id="1@localhost", language="en", sender_name=sender_name
    )
    raw = letter(message, written).message(policy=email.policy.SMTP).as_bytes()
    return email.message_from_bytes(raw, policy=email.policy.default)


@given(title=st.text(), note=st.text(), name=st.text())
@example(title=NASTY, note=NASTY, name=NASTY)
@example(title="a" * 5000, note="b\n" * 5000, name="c" * 5000)
def test_any_text_gives_one_subject_and_no_further_header(title, note, name):
    written = filled(TEMPLATE, title=title, note=UserText(note))

    wire = wire_of(written, sender_name=name)

    assert sorted(wire.keys()) == sorted(HEADERS)
    assert wire["Subject"] == written.subject
    assert wire["To"] == "lea@example.org"
    assert [a.addr_spec for a in wire["From"].addresses] == ["mandat@localhost"]
    assert wire.get_content_type() == "text/plain"
    assert wire.get_content().replace("\r\n", "\n") == written.body


@given(title=st.text(), note=st.text())
@example(title=NASTY, note=NASTY)
@example(title="» and then our own words «", note="> \nOur own words")
def test_other_peoples_text_stays_in_its_quotation(title, note):
    written = filled(TEMPLATE, title=title, note=UserText(note))

    first, _empty, *rest = written.body.splitlines()
    assert re.fullmatch("Before «[^«»]*» after.", first)
    assert [line for line in rest if line and not line.startswith(">")] == ["The end."]


@given(st.text())
@example("\u202eevil\u2066\u200f\u061c\u2069")
def test_no_control_and_no_foreign_direction_mark_gets_through(text):
    shown_text = shown(text, "en").removeprefix("«").removesuffix("»")

    ours = shown_text.removeprefix("\u2068").removesuffix("\u2069")
    marks = {c for c in ours if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn")}
    assert marks <= {"\u200c", "\u200d"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("see https://evil.example/a?b", "see hxxps[:]//evil[.]example/a?b"),
        ("HTTP://192.0.2.7:80/x", "hxxp[:]//192[.]0[.]2[.]7:80/x"),
        ("www.evil.example", "www[.]evil[.]example"),
        ("evil。example", "evil[.]example"),
        ("write to a.bc@example.org", "write to a[.]bc[at]example[.]org"),
        ("javascript:alert(1)", "javascript[:]alert(1)"),
        ("bücher.example und кто.рф", "bücher[.]example und кто[.]рф"),
        ("cv_Léa.pdf", "cv_Léa.pdf"),
        ("archive.zip", "archive[.]zip"),  # a domain as well as a file name
        ("réf. 2024.12, 3.5 jours, M. Dupont", "réf. 2024.12, 3.5 jours, M. Dupont"),
    ],
)
def test_addresses_in_other_peoples_text_cannot_be_clicked_on(text, written):
    assert without_links(text) == written


def test_words_of_ours_dates_numbers_and_links_are_written_as_they_are():
    at = datetime(2029, 3, 3, 11, 0, tzinfo=UTC)

    with override("en"):
        assert shown(gettext_lazy("Sign in"), "en") == "Sign in"
    assert shown(Trusted("QK7-XM2"), "en") == "QK7-XM2"
    assert shown(date(2029, 3, 3), "fr") == "samedi 3 mars 2029"
    french = shown(Moment(at, "Europe/Paris"), "fr")
    assert french.startswith("samedi 3 mars 2029")
    assert "12:00" in french
    assert french.endswith("(Europe/Paris, UTC+01:00)")
    assert shown(Link("web:show_home"), "fr") == "http://localhost:8000/home/"
    assert (shown(3, "fr"), shown(Decimal("2.5"), "fr")) == (3, Decimal("2.5"))


def test_a_translation_filled_with_other_peoples_text_is_other_peoples_text():
    value = gettext_lazy("%(x)s") % {"x": "a.example"}

    assert shown(value, "en") == "«a[.]example»"


@pytest.mark.parametrize("value", [datetime(2029, 3, 3, tzinfo=UTC), 1.5, object(), b"x"])
def test_a_value_of_no_declared_type_is_refused(value):
    with pytest.raises(TypeError):
        shown(value, "en")


@pytest.mark.parametrize(
    "body", ["{{ gone }}", "{% if gone %}x{% endif %}", "{{ title.gone }}",
             "{% blocktranslate %}Hello {{ gone }}{% endblocktranslate %}"],
)  # fmt: skip
def test_a_placeholder_without_value_is_an_error(body):
    source = "{% block subject %}x{% endblock %}{% block body %}" + body + "{% endblock %}"

    with pytest.raises(MissingValue):
        filled(source, title="x")


@pytest.mark.parametrize(
    "tag", ["{% include title %}", "{% load static %}", "{% debug %}", "{% extends title %}"]
)
def test_a_template_of_mail_loads_nothing(tag):
    with pytest.raises(TemplateSyntaxError):
        engine().from_string(tag)


@pytest.mark.parametrize("body", ["Go to {{ link }}", "{{ link }}{{ link }}", "{{ link }}."])
def test_a_link_stands_on_a_line_of_its_own(body):
    source = "{% block subject %}x{% endblock %}{% block body %}" + body + "{% endblock %}"

    with pytest.raises(BadTemplate):
        filled(source, link=Link("web:show_home"))


def test_a_template_needs_a_subject_and_a_body_and_has_to_exist():
    with pytest.raises(BadTemplate):
        filled("{% block body %}x{% endblock %}")
    with pytest.raises(TemplateDoesNotExist):
        write("mail/nowhere", {}, "en")


def test_the_language_is_the_recipients_and_not_the_callers():
    with override("en"):
        written = filled(TEMPLATE, "fr", title="x", note=UserText("y"))

    assert written.subject.startswith("Se connecter")
    assert "«\u00a0x\u00a0»" in written.subject


def test_arabic_text_in_a_french_mail_keeps_its_direction_to_itself():
    assert shown("دليل", "fr") == "«\u00a0\u2068دليل\u2069\u00a0»"
    assert shown("guide", "ar") == "«\u2068guide\u2069»"


def test_every_template_of_the_rooms_can_make_a_mail():
    paths = sorted((env.ROOT / "mandat").glob("*/templates/*/mail/*.txt"))
    assert paths

    for path in paths:
        source = engine().from_string(path.read_text("utf-8"))
        names = {node.name for node in source.nodelist if hasattr(node, "name")}
        assert {"subject", "body"} <= names, path


@given(st.text())
@example("a@b.example\r\nRCPT TO:<all@example.org>")
def test_whatever_is_typed_as_an_address_is_refused_or_is_one_address(text):
    from mandat.core.errors import RuleBroken  # noqa: PLC0415

    try:
        address = checked(text)
    except RuleBroken:
        return

    assert not re.search(r"[\s,;<>]", address)
    assert header_of("", address) == address


def test_a_written_mail_is_the_same_bytes_at_each_attempt():
    message = Message(to="lea@example.org", message_id="1@localhost", language="en")
    words = Written("s", "b\n")

    assert (
        letter(message, words).message().as_bytes() == letter(message, words).message().as_bytes()
    )
