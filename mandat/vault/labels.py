"""What kinds, scopes and ways are called on screen."""

from django.utils.translation import gettext_lazy as _

from mandat.vault.scopes import CompartmentKind, Given, Scope

KIND_LABELS = {
    CompartmentKind.CONSULTATION: _("consultation"),
    CompartmentKind.PROTECTION: _("protection"),
    CompartmentKind.IDENTITY: _("identities"),
    CompartmentKind.COMPENSATION: _("compensation"),
    CompartmentKind.SELECTION: _("selection"),
    CompartmentKind.COMMUNITY: _("community"),
}
SCOPE_LABELS = {
    Scope.TAKE_PART: _("to take part"),
    Scope.QUOTE_ANONYMOUSLY: _("to be quoted without name"),
    Scope.QUOTE_BY_NAME: _("to be quoted by name"),
    Scope.RECORD: _("to be recorded"),
    Scope.RECONTACT: _("to be contacted again"),
    Scope.ARCHIVE: _("to be kept in the archive"),
}
GIVEN_LABELS = {
    Given.WRITTEN: _("in writing"),
    Given.SPOKEN: _("aloud, noted by a witness"),
    Given.ONLINE: _("on a form of this site"),
}
