"""A place for a file in a form: chosen there, or sent in pieces before the form is."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mandat.documents.kinds import PICTURES, accept
from mandat.documents.labels import line_of
from mandat.documents.models import File
from mandat.documents.pictures import MAX_PHOTOS
from mandat.documents.sizes import shown_size
from mandat.documents.taking import Chosen, sent_files
from mandat.documents.uses import Use, use_of
from mandat.documents.words import kind_list

MARK = "_sent"  # the name of the hidden inputs: that of the slot, and this


class SlotInput(forms.FileInput):
    """The file input, with what the upload island needs, and the files that came before."""

    template_name = "documents/widgets/slot.html"
    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.slot: dict[str, Any] = {}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Chosen:
        given = data.getlist(f"{name}{MARK}") if hasattr(data, "getlist") else []
        came = files.getlist(name) if hasattr(files, "getlist") else []
        return Chosen(ids=tuple(_ids(given)), files=tuple(came))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}{MARK}" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value and None, attrs)  # no browser takes it back
        context["slot"] = {**self.slot, "mark": f"{name}{MARK}"}
        return context


def _ids(given: Sequence[str]) -> list[UUID]:
    ids = []
    for text in given[: MAX_PHOTOS + 1]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    return ids


class SlotField(forms.Field):
    """One file of a use; its value is a `Chosen`, for `documents.taking.take_files`.

    The form says with `fit` who fills it in and what the file is for.
    """

    widget = SlotInput

    def __init__(self, *, use: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.use_code = use

    @property
    def use(self) -> Use:
        return use_of(self.use_code)

    def fit(
        self, *, by: Any, target: str = "", target_from: str = "", kept: Sequence[UUID]
    ) -> None:
        """`target` is what the file is for, or `target_from` the field of the form that says so.

        `kept` are the files that came with the form before; they are shown, and stay.
        """
        use = self.use
        photos = PICTURES if use.joins_photos else frozenset()
        kinds = kind_list(use.kinds | photos)
        size = shown_size(use.max_bytes)
        self.help_text = _("%(kinds)s; at most %(size)s") % {"kinds": kinds, "size": size}
        self.widget.attrs["accept"] = accept(use.kinds | photos)
        self.widget.attrs["multiple"] = use.joins_photos
        self.widget.slot = {
            "use": use,
            "target": target,
            "target_from": target_from,
            "lines": [line_of(f, by) for f in sent_files(kept, use=use, by=by)],
            "most": size,
        }

    def clean(self, value: Any) -> Chosen:
        chosen = value or Chosen()
        if self.required and not chosen:
            raise ValidationError(self.error_messages["required"], "required")
        for given in chosen.files:
            if (given.size or 0) > self.use.max_bytes:
                raise ValidationError(
                    _("The file is too large: %(most)s at most."),
                    "too_large",
                    {"most": shown_size(self.use.max_bytes)},
                )
        if len(chosen.ids) + len(chosen.files) > (MAX_PHOTOS if self.use.joins_photos else 1):
            raise ValidationError(_("These are too many files."), "too_many")
        return chosen


def show_kept(form: forms.Form, name: str, file: File | None, by: Any) -> None:
    """The form shown again has this file in its slot, or none, instead of what was chosen."""
    slot = form.fields[name].widget.slot
    slot["lines"] = [line_of(file, by)] if file else []
