"""What the index holds about people: words of objects that other rooms answer for."""

from django.utils.translation import gettext_lazy as _

from mandat.core.holdings import Basis, DataClass, Holding, PersonalField


def _field(column: str) -> PersonalField:
    return PersonalField(
        field=f"search.SearchEntry.{column}",
        purpose=_("Finding calls by their words, which may name contacts."),
        basis=Basis.LEGITIMATE_INTERESTS,
        data_class=DataClass.INTERNAL,
        keep=None,
        keep_from=_("as long as the object can be found; it is derived from it"),
        readers=(
            _("everybody, for what is public"),
            _("people with a role in the organisation, for the rest"),
        ),
    )


# Nothing is gathered or erased here: the room of the object does, and its entry goes with it.
HOLDING = Holding(
    room="search",
    label=_("Search"),
    people=(_("people whom texts name that can be searched"),),
    fields=(
        _field("title"),
        _field("excerpt"),
        _field("title_terms"),
        _field("body_terms"),
    ),
    impersonal=(
        "search.SearchEntry.kind",
        "search.SearchEntry.language",
        "search.SearchEntry.marks",
    ),
)
