"""What the journal calls the acts of this room."""

from django.utils.translation import gettext_lazy as _

from mandat.audit.words import register_actors, register_objects, register_words

ACTS = {
    "privacy.request.received": _("made a request about personal data"),
    "privacy.request.proved": _("confirmed the address of a data request"),
    "privacy.request.proof_asked": _("asked for a further proof of identity"),
    "privacy.request.proof_accepted": _("accepted the proof of identity"),
    "privacy.request.person_wrote": _("wrote in a data request"),
    "privacy.request.extended": _("extended a data request by two months"),
    "privacy.request.export_offered": _("made the copy of a person's data"),
    "privacy.request.export_fetched": _("fetched the copy of the data"),
    "privacy.request.rectified": _("corrected a value for a data request"),
    "privacy.request.objection_upheld": _("accepted an objection"),
    "privacy.request.objection_declined": _("did not accept an objection"),
    "privacy.request.erased": _("erased data for a data request"),
    "privacy.request.answered": _("answered a data request"),
    "privacy.request.refused": _("refused a data request"),
    "privacy.request.withdrawn": _("withdrew a data request"),
    "privacy.request.note": _("added a note to a data request"),
    "privacy.request.passed_on": _("noted a correction to be made by hand"),
    "privacy.request.read": _("opened a data request"),
    "privacy.erasure.executed": _("executed an erasure"),
    "privacy.erasure.replayed": _("repeated an erasure after a backup was restored"),
    "privacy.ending.replayed": _("repeated an ending after a backup was restored"),
    "privacy.hold.proposed": _("proposed a legal hold"),
    "privacy.hold.active": _("approved a legal hold"),
    "privacy.hold.declined": _("declined a legal hold"),
    "privacy.hold.ended": _("ended a legal hold"),
    "privacy.breach.noticed": _("noted a breach of personal data"),
    "privacy.breach.assessed": _("recorded the assessment of a breach"),
    "privacy.breach.notified_authority": _("recorded that the authority was told of a breach"),
    "privacy.breach.not_notifiable": _("recorded why a breach is not notified"),
    "privacy.breach.told_persons": _("recorded that people were told of a breach"),
    "privacy.breach.closed": _("closed a breach"),
    "privacy.joint_controller.added": _("added a joint controller"),
    "privacy.joint_controller.changed": _("changed a joint controller"),
    "privacy.joint_controller.removed": _("removed a joint controller"),
    "privacy.transfer.added": _("added a transfer of data"),
    "privacy.transfer.changed": _("changed a transfer of data"),
    "privacy.transfer.removed": _("removed a transfer of data"),
    "privacy.contact.added": _("wrote whom people write to about their data"),
    "privacy.contact.changed": _("changed whom people write to about their data"),
    "privacy.retention.kept": _("erased what was over"),
}


def register() -> None:
    """The words are known to the journal's pages."""
    register_words(ACTS)
    register_actors({"person": _("the person who asked")})
    for label, name in (
        ("privacy.datarequest", _("Data request")),
        ("privacy.erasure", _("Erasure")),
        ("privacy.legalhold", _("Legal hold")),
        ("privacy.breach", _("Breach")),
        ("privacy.jointcontroller", _("Joint controller")),
        ("privacy.transfer", _("Transfer of data")),
        ("privacy.noticecontact", _("Contact for data protection")),
        ("privacy.retentionrun", _("Retention run")),
    ):
        register_objects(label, name)
