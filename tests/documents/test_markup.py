"""HTML of all sorts becomes text that keeps its lists, tables and breaks."""

import lxml.html
import pytest

from mandat.documents.flow import marker
from mandat.documents.readers.markup import render


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a <b>b</b>\n c</p>", "a b c"),
        ("<p>a<br>b</p><p>c</p>", "a\nb\n\nc"),
        ("<div>loose <p>inner</p> tail</div>", "loose\n\ninner\n\ntail"),
        ("<span>a<div>b</div></span>", "a\n\nb"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("<ul><li>a<li>b</ul>", "• a\n• b"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "• a\n  b"),
        ("<ol start=3><li>c<li value=7>g<li>h</ol>", "3. c\n7. g\n8. h"),
        ("<ol type=a><li>x<li>y</ol>", "a. x\nb. y"),
        ("<ol type=i><li>x<li>y<li>z<li>w</ol>", "i. x\nii. y\niii. z\niv. w"),
        ("<ol start=x><li value='²'>a</ol>", "1. a"),
        ("<ol><li>a<ol><li>b</ol>c</ol>", "1. a\n  1. b\n  c"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "• a\n  • b"),
        ("<ul><li>a</ul><ul><li>b</ul>", "• a\n\n• b"),
        ("<dl><dt>Deadline:<dd>3 May<dt>Place<dd>Tunis<dt>Alone</dl>",
         "Deadline: 3 May\nPlace : Tunis\nAlone"),
        ("<table><tr><td>a<td>b<tr><td><td>c</table>", "a | b\nc"),
        ("<table><caption>Grid</caption><tr><th>a<th>b</table>", "Grid\n\na | b"),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"),
        ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "a | b\n\nc"),
        (f"<table><tr><td><p>{'x ' * 300}</p><p>y</p><td>z</table>", f"{'x ' * 299}x\n\ny\n\nz"),
        ("<p>a<script>no()</script> <i hidden>no</i><b style='display: none'>no</b>z</p>", "a z"),
        ("<a href='mailto:a@example.org'>A@example.org</a>", "A@example.org"),
        ("<a href='mailto:a@example.org?subject=s'>us</a>", "us (a@example.org)"),
        ("a<!-- no -->b", "ab"),
    ],
)  # fmt: skip
def test_markup_is_rendered(markup, text):
    assert render(lxml.html.fragment_fromstring(markup, create_parent="body")) == text


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        ("", 4, "•"),
        ("1", 4, "4."),
        ("a", 27, "aa."),
        ("A", 26, "Z."),
        ("I", 1994, "MCMXCIV."),
        ("i", 0, "0."),
        ("a", 0, "0."),
    ],
)
def test_items_are_marked_as_word_processors_count(style, number, text):
    assert marker(style, number) == text
