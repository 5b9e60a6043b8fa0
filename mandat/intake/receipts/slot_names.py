"""The names of slots as people know them: what the call asks there, and of whom."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from mandat.intake.rules.slots import OTHER, Asked


def slot_name(key: str, asked: Iterable[Asked], names: Mapping[str, str]) -> str:
    """ "CV (Amina Diallo)": the call's document, and whose it is where each member has one."""
    number, _dot, member = key.partition(".")
    document = next((one.name for one in asked if str(one.number) == number), "")
    if not document:
        return _("Further document") if key == OTHER else _("Document")
    name = names.get(member, "") if member else ""
    return _("%(document)s (%(name)s)") % {"document": document, "name": name} if name else document
