"""What a person types becomes the value they meant, and comes back as they typed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.shapes import SHAPES, Codes, Kind, Rows
from mandat.calls.typed import as_typed, keep_places, read_typed


def test_a_deadline_is_a_day_an_hour_and_a_zone():
    typed = read_typed(
        SHAPES["deadline"], {"day": "2026-01-07", "time": "20h", "timezone": "Europe/Brussels"}
    )

    assert typed.value == "2026-01-07T20:00"
    assert typed.extra == {"timezone": "Europe/Brussels"}
    assert typed.errors == {}


def test_a_deadline_may_lack_hour_and_zone():
    typed = read_typed(SHAPES["deadline"], {"day": "07/01/2026", "time": "", "timezone": ""})

    assert (typed.value, typed.extra) == ("2026-01-07", {"timezone": None})


def test_an_hour_needs_a_day_and_not_only_a_month():
    typed = read_typed(SHAPES["deadline"], {"day": "2026-01", "time": "12:00", "timezone": ""})

    assert typed.errors == {"day": "not_a_day"}


@pytest.mark.parametrize(
    ("field", "data", "error"),
    [
        ("working_days", {"value": "forty"}, {"value": "not_a_whole_number"}),
        ("start_date", {"value": "2026-02-30"}, {"value": "not_a_day"}),
        ("deadline", {"day": "2026-01-07", "timezone": "Mars/Base"}, {"timezone": "not_a_zone"}),
        ("budget", {"amount": "", "currency": "EUR"}, {"amount": "required"}),
        (
            "budget",
            {"amount": "lots", "currency": "euro"},
            {"amount": "not_a_number", "currency": "not_a_currency"},
        ),
        ("kind", {"value": "poem"}, {"value": "not_a_choice"}),
        ("deliverables", {"0.text": "", "0.due": "2026-05"}, {"0.text": "required"}),
        ("deliverables", {"0.text": "Note", "0.due": "soon"}, {"0.due": "not_a_day"}),
    ],
)
def test_what_cannot_be_read_is_said_by_input(field, data, error):
    assert read_typed(SHAPES[field], data).errors == error


def test_rows_left_empty_disappear_and_the_count_follows():
    typed = read_typed(
        SHAPES["deliverables"],
        {
            "0.text": "A note of eight pages",
            "0.pages": "8",
            "1.text": " ",
            "2.text": "Slides",
            "2.due": "2026-05",
        },
    )

    assert typed.value["count"] == 2
    assert [i["text"] for i in typed.value["items"]] == ["A note of eight pages", "Slides"]
    assert typed.value["items"][1]["due"] == "2026-05"


def test_amounts_are_read_with_spaces_and_either_decimal_mark():
    typed = read_typed(SHAPES["budget"], {"amount": "6 000,50", "currency": "EUR", "tax": "incl"})

    assert typed.value["amount"] == 6000.5


def test_ticked_codes_keep_their_order_and_stand_once():
    typed = read_typed(SHAPES["locations"], {}, ("SN", "ML", "SN", ""))

    assert typed.value == ["SN", "ML"]


def test_no_code_at_all_is_nothing():
    assert read_typed(SHAPES["privacy_notice"], {}, ()).value is None


def test_an_untouched_item_keeps_its_places():
    old = {
        "count": 2,
        "items": [
            {"text": "Note", "spans": [{"start": 1, "end": 5}], "format": "note"},
            {"text": "Slides"},
        ],
    }
    new = {"count": 1, "items": [{"text": "Note", "due": "2026-05"}]}

    kept = keep_places(old, new)

    assert kept["items"][0] == {
        "text": "Note",
        "due": "2026-05",
        "spans": [{"start": 1, "end": 5}],
        "format": "note",
    }


_VALUES = {
    Kind.TEXT: st.text("abcé xyz", min_size=1).map(lambda s: " ".join(s.split())).filter(bool),
    Kind.LONG: st.text("abcé xyz", min_size=1).map(str.strip).filter(bool),
    Kind.WHOLE: st.integers(0, 10**6),
    Kind.NUMBER: st.integers(0, 10**9) | st.integers(1, 10**6).map(lambda n: n + 0.5),
    Kind.DAY: st.dates().map(lambda d: d.isoformat()) | st.dates().map(lambda d: d.isoformat()[:7]),
    Kind.TIME: st.times().map(lambda t: t.strftime("%H:%M")),
    Kind.ZONE: st.sampled_from(["Europe/Paris", "Africa/Kinshasa", "UTC"]),
    Kind.COUNTRY: st.sampled_from(["FR", "SN", "CD"]),
    Kind.CURRENCY: st.sampled_from(["EUR", "XOF"]),
    Kind.LANGUAGE: st.sampled_from(["fr", "en", "ar"]),
    Kind.FLAG: st.booleans(),
}


def _of(column):
    value = st.sampled_from(column.options) if column.options else _VALUES[column.kind]
    return value if column.required else st.none() | value


@given(st.data())
def test_a_list_shown_in_a_form_and_posted_back_is_the_same(data):
    name = data.draw(st.sampled_from([n for n, s in SHAPES.items() if isinstance(s, Rows)]))
    shape = SHAPES[name]
    first = next((c for c in shape.columns if c.required), shape.columns[0])
    items = data.draw(
        st.lists(st.fixed_dictionaries({c.name: _of(c) for c in shape.columns}), max_size=4)
    )
    items = [i for i in items if i[first.name] is not None]
    value = {"count": len(items), "items": items} if shape.counted else items

    posted = {k: "" if v is None else str(v) for k, v in as_typed(shape, value, {}).items()}
    typed = read_typed(shape, posted)

    assert typed.errors == {}
    assert typed.value == (value if items else None)


@given(
    st.sampled_from(sorted(SHAPES)),
    st.dictionaries(
        st.sampled_from(
            ["value", "day", "time", "timezone", "amount", "0.text", "7.name", "x", "0.", ".text"]
        ),
        st.text(max_size=20),
    ),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
)
def test_whatever_is_posted_is_a_value_or_an_error_and_never_a_fault(name, data, selected):
    typed = read_typed(SHAPES[name], data, selected)

    assert typed.errors or typed.value is None or not isinstance(typed.value, Codes)
