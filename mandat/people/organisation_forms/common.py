"""Fields that several forms use, and how a form takes a refusal of the services."""

import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mandat.core.errors import RuleBroken

BLANKS = 2  # empty places after the ones that are filled


class SeveralSelects(forms.SelectMultiple):
    """A list chosen from long tables: one select for each entry, and empty ones after them.

    Unlike a box with several choices it says on a phone what is chosen, and takes no modifier
    key. Saving gives new empty places.
    """

    template_name = "people/widgets/several_selects.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        chosen = [str(v) for v in (value or []) if v]
        context["widget"]["places"] = [*chosen, *[""] * BLANKS]
        context["widget"]["options"] = list(self.choices)
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:  # noqa: ARG002
        return ""  # the legend names the group, each select names its place

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        chosen = super().value_from_datadict(data, files, name) or []
        return list(dict.fromkeys(v for v in chosen if v))


class SeveralField(forms.MultipleChoiceField):
    """A list of codes in the order in which they were chosen."""

    widget = SeveralSelects


class DayField(forms.DateField):
    """A day by the browser's calendar, or typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short-input"}),
        )
        super().__init__(**kwargs)


class LinesField(forms.CharField):
    """A list of sentences, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 5, "dir": "auto"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = unicodedata.normalize("NFC", value or "")
        return [line.strip() for line in text.splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The validators of a text would count the list."""


class TextField(forms.CharField):
    """One line that a person wrote, in the normal form that comparisons need."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"dir": "auto"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", super().to_python(value) or "")


class VersionedForm(forms.Form):
    """A form about something that others may change at the same time."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


def done(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the act gave; when a rule forbids it, None, and the form says why.

    What was typed stays in the form.
    """
    try:
        return act()
    except RuleBroken as broken:
        form.add_error(None, broken.message)
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
    return None
