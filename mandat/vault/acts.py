"""What the journal calls the acts of this room."""

from django.utils.translation import gettext_lazy as _

from mandat.audit.words import register_actors, register_objects, register_words

ACTS = {
    "vault.compartment.opened": _("opened a compartment"),
    "vault.member.admitted": _("admitted a member to a compartment"),
    "vault.member.renewed": _("renewed a membership of a compartment"),
    "vault.member.ended": _("ended a membership of a compartment"),
    "vault.identity.kept": _("put an identity into the vault"),
    "vault.identity.read": _("read an identity"),
    "vault.identity.erased": _("erased an identity"),
    "vault.consent.recorded": _("recorded a consent"),
    "vault.consent.withdrawn": _("withdrew a consent"),
    "vault.consent_text.written": _("wrote a text of consent"),
}
OBJECTS = {
    "vault.compartment": _("Compartment"),
    "vault.identity": _("Identity"),
    "vault.consent": _("Consent"),
    "vault.consenttext": _("Text of consent"),
}


def register() -> None:
    """The words are known to the journal's pages."""
    register_words(ACTS)
    register_actors({"consenting_person": _("The person who consented")})
    for label, word in OBJECTS.items():
        register_objects(label, word)
