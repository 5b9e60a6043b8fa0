"""Samples for the gallery of components: each piece with its states, for those who build pages."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.messages import constants as levels
from django.contrib.messages.storage.base import Message
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SampleForm(forms.Form):
    """A field in each of its states; the sample is sent empty, so that the errors show."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("As readers will see it, without acronyms."),
        required=False,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Working days"),
        help_text=gettext_lazy("For the whole team, travel included."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of call"),
        choices=[
            ("eoi", gettext_lazy("Expression of interest")),
            ("full", gettext_lazy("Full proposal")),
        ],
        widget=forms.RadioSelect,
        initial="full",
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("fr", gettext_lazy("French")), ("ar", gettext_lazy("Arabic"))],
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    frozen = forms.CharField(
        label=gettext_lazy("Time zone"), initial="Europe/Brussels", disabled=True, required=False
    )


def bars() -> list[dict[str, Any]]:
    """A grid of 80 + 20 points; `share` is the width in hundredths of the longest bar."""
    return [
        {"label": _("Methodology"), "value": 40, "share": 100},
        {"label": _("Understanding of the request"), "value": 15, "share": 37, "is_sub": True},
        {"label": _("Work plan"), "value": 25, "share": 62, "is_sub": True},
        {"label": _("Experience"), "value": 40, "share": 100},
        {"label": _("Price"), "value": 20, "share": 50},
    ]


def matrix() -> dict[str, Any]:
    """Two assessors' marks against four criteria; `level` runs from 0 (pale) to 4 (full)."""
    marks = {_("First assessor"): (4, 3, 2, 4), _("Second assessor"): (3, 3, 0, 4)}
    return {
        "columns": [_("Methodology"), _("Work plan"), _("Experience"), _("Price")],
        "rows": [
            {"label": who, "cells": [{"value": m, "level": m} for m in given]}
            for who, given in marks.items()
        ],
    }


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "title": _("Baseline study on peer support"),
            "state": "thread",
            "word": _("to settle"),
            "deadline": date(2027, 3, 12),
            "points": 100,
        },
        {
            "title": _("Guide for programme teams"),
            "state": "ok",
            "word": _("open"),
            "deadline": date(2027, 4, 2),
            "points": 80,
        },
        {"title": _("Workshop of the network"), "state": "", "word": _("draft")},
    ]


def samples() -> dict[str, Any]:
    """What the gallery shows in its components."""
    return {
        "form": SampleForm({"days": "", "kind": "full", "language": "fr"}),
        "steps": [
            {"label": _("Import"), "is_done": True},
            {"label": _("Review"), "is_current": True},
            {"label": _("Publish")},
        ],
        "tabs": [
            {"label": _("Drafts"), "url": "#tabs", "count": 2, "is_current": True},
            {"label": _("Open calls"), "url": "#tabs", "count": 1},
            {"label": _("Closed calls"), "url": "#tabs"},
        ],
        "rows": _rows(),
        "bars": bars(),
        "matrix": matrix(),
        "shortcuts": [("J", _("Next value")), ("K", _("Previous value"))],
        "events": [
            {"at": date(2027, 1, 11), "what": _("Imported from a text"), "is_done": True},
            {"at": date(2027, 1, 12), "what": _("Two contradictions settled"), "is_done": True},
            {"at": date(2027, 1, 14), "what": _("Waits for approval"), "is_current": True},
            {"at": date(2027, 1, 29), "what": _("Publication foreseen")},
        ],
        "sample_messages": [
            Message(levels.SUCCESS, _("The draft is saved.")),
            Message(levels.INFO, _("Another person opened this draft at 10:42.")),
            Message(levels.WARNING, _("The deadline falls on a Saturday. Choose a working day.")),
            Message(
                levels.ERROR,
                _("The file is protected by a password. Save it again without, then upload it."),
            ),
        ],
    }
