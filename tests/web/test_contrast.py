"""The roles of colour keep their contrast, measured from the tokens themselves in both themes."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "mandat/web/assets/styles/tokens.css"
TEXT = 7.0  # design: 7:1 for text (WCAG 2.2, 1.4.6)
DRAWN = 3.0  # edges of controls and drawn marks (WCAG 2.2, 1.4.11)

GROUNDS = ("paper", "card", "sunk", "act-tint", "thread-tint", "ok-tint", "warn-tint", "bad-tint")
TEXT_ON = {
    "ink": GROUNDS,
    "ink-soft": ("paper", "card", "sunk", "act-tint", "thread-tint"),
    "act": ("paper", "card"),
    "act-strong": ("paper", "card", "sunk", "act-tint", "thread-tint", "warn-tint", "bad-tint"),
    "on-act": ("act", "act-strong"),
    "thread-ink": ("card", "thread-tint"),
    "ok": ("card", "ok-tint"),
    "warn": ("card", "warn-tint"),
    "bad": ("paper", "card", "bad-tint"),
    "card": ("bad",),
}
DRAWN_ON = {
    "edge": ("paper", "card", "sunk"),
    "thread": ("paper", "card", "thread-tint"),
    "act": ("sunk", "act-tint"),
}


def _themes():
    light, dark = TOKENS.read_text("utf-8").split("@media (prefers-color-scheme: dark)")
    colour = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
    day = dict(colour.findall(light))
    return {"light": day, "dark": day | dict(colour.findall(dark))}


def _luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Contrast ratio as WCAG defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21_to_1():
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_ON, TEXT), (DRAWN_ON, DRAWN)])
def test_every_role_stands_out_from_its_grounds(theme, pairs, least):
    colours = _themes()[theme]

    faint = {
        f"{role} on {ground}": round(contrast(colours[role], colours[ground]), 2)
        for role, grounds in pairs.items()
        for ground in grounds
        if contrast(colours[role], colours[ground]) < least
    }

    assert faint == {}
