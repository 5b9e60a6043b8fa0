"""A draft is imported, settled and set right, on the record, by those who may."""

from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied

from mandat.audit.models import Entry
from mandat.calls import services
from mandat.calls.models import Call
from mandat.calls.origins import Origin
from mandat.calls.queries import current_draft
from mandat.calls.remarks import open_remarks, remarks_of
from mandat.calls.states import CallState
from mandat.core.errors import RuleBroken

# Two deadlines, two numbers of days, no grid: written for these tests.
TEXT = """Termes de référence

Titre : Étude sur l'accès aux soins à Bamako

Objectif général
Décrire les obstacles que rencontrent les personnes concernées.

Livrables
- Un rapport d'étude de 20 pages
- Une présentation de synthèse

Durée
La mission compte 30 jours de travail, du 2 mars 2026 au 30 avril 2026.

Budget
Le budget disponible est de 9 000 euros TTC.

Profil
- Diplôme en santé publique
- Cinq ans d'expérience

Comment postuler
Envoyer un CV et une proposition technique et financière à etude@example.org
au plus tard le 9 février 2026 à 17h00 (heure de Paris).
La date limite de dépôt des candidatures est fixée au 12 février 2026 à 17h00 (heure de Paris).
"""


def imported(organisation, by, text=TEXT):
    source = services.SourceText(text=text, sha256=sha256(text.encode()).hexdigest())
    return services.import_call(source=source, organisation=organisation, by=by)


@pytest.fixture
def call(organisation, officer):
    return imported(organisation, officer)


def field(call, name):
    return call.draft_fields.get(name=name)


def test_an_import_keeps_the_text_the_fields_and_an_entry(call, officer):
    assert call.terms.text == TEXT
    assert call.title == "Étude sur l'accès aux soins à Bamako"
    assert field(call, "working_days").value == 30
    entry = Entry.objects.get(action="calls.call.imported")
    assert (entry.actor, entry.subject_id) == (str(officer.public_id), str(call.public_id))


def test_the_journal_holds_no_word_of_the_text(call):
    written = " ".join(str(e.details) + e.subject_label for e in Entry.objects.all())

    assert "Bamako" not in written
    assert "example.org" not in written


def test_only_programme_officers_of_the_organisation_import(organisation, reader, stranger):
    for person in (reader, stranger):
        with pytest.raises(PermissionDenied):
            imported(organisation, person)
    assert not Call.objects.exists()


def test_a_contradiction_must_be_chosen_before_it_is_confirmed(call, officer):
    with pytest.raises(RuleBroken) as broken:
        services.confirm_field(public_id=call.public_id, name="deadline", version=None, by=officer)

    assert broken.value.code == "choose_first"


def test_choosing_a_reading_settles_the_contradiction_and_its_remark(call, officer):
    before = {r.code for r in remarks_of(call)}
    readings = field(call, "deadline").found["alternatives"]

    services.choose_reading(
        public_id=call.public_id, name="deadline", index=1, version=1, by=officer
    )

    deadline = field(call, "deadline")
    assert deadline.value == readings[1]["value"]
    assert (deadline.origin, deadline.settled_by) == (Origin.CHOSEN, officer)
    assert "two_deadlines" in before
    assert "two_deadlines" not in {r.code for r in remarks_of(call)}


def test_a_correction_counts_and_can_be_undone(call, officer):
    services.correct_field(
        public_id=call.public_id, name="working_days", value=25, extra={}, version=1, by=officer
    )
    assert current_draft(call)["working_days"].value == 25

    services.reset_field(public_id=call.public_id, name="working_days", version=2, by=officer)

    assert current_draft(call)["working_days"].value == 30
    assert field(call, "working_days").origin == Origin.IMPORTED


def test_two_people_do_not_overwrite_each_other(call, officer):
    services.correct_field(
        public_id=call.public_id, name="working_days", value=25, extra={}, version=1, by=officer
    )

    with pytest.raises(RuleBroken) as broken:
        services.correct_field(
            public_id=call.public_id, name="working_days", value=26, extra={}, version=1, by=officer
        )

    assert broken.value.code == "changed_elsewhere"
    assert field(call, "working_days").value == 25


def test_a_remark_is_set_aside_only_with_a_reason(call, officer):
    remark = open_remarks(call)[0]

    with pytest.raises(RuleBroken):
        services.dismiss_remark(public_id=call.public_id, key=remark.key, reason="  ", by=officer)
    services.dismiss_remark(
        public_id=call.public_id, key=remark.key, reason="Agreed with the donor.", by=officer
    )

    assert remark.key not in {r.key for r in open_remarks(call)}
    assert Entry.objects.get(action="calls.remark.dismissed").details == {"code": remark.code}


def test_a_remark_that_was_set_aside_can_come_back(call, officer):
    remark = open_remarks(call)[0]
    services.dismiss_remark(public_id=call.public_id, key=remark.key, reason="No.", by=officer)

    services.restore_remark(public_id=call.public_id, key=remark.key, by=officer)

    assert remark.key in {r.key for r in open_remarks(call)}


def test_a_remedy_that_chooses_is_applied_by_its_remark(call, officer):
    remark = next(r for r in open_remarks(call) if r.code == "two_deadlines")

    services.apply_remedy(public_id=call.public_id, key=remark.key, by=officer)

    assert field(call, "deadline").origin == Origin.CHOSEN
    assert "two_deadlines" not in {r.code for r in open_remarks(call)}


def test_the_counts_of_the_list_follow_the_fields(call, officer):
    services.choose_reading(
        public_id=call.public_id, name="deadline", index=0, version=1, by=officer
    )
    call.refresh_from_db()

    assert call.remark_count == len(open_remarks(call))
    assert call.blocking_count == sum(r.blocks for r in remarks_of(call))
    assert 0 < call.settled_count <= call.present_count


def test_a_discarded_draft_is_not_changed_until_it_is_taken_back(call, officer):
    services.move_call(public_id=call.public_id, state=CallState.DISCARDED, by=officer)
    with pytest.raises(RuleBroken):
        services.confirm_field(public_id=call.public_id, name="title", version=None, by=officer)

    services.move_call(public_id=call.public_id, state=CallState.DRAFT, by=officer)

    services.confirm_field(public_id=call.public_id, name="title", version=None, by=officer)
    assert field(call, "title").origin == Origin.CONFIRMED


@pytest.mark.parametrize("verb", ["confirm_field", "reset_field"])
def test_readers_and_strangers_change_nothing(call, reader, stranger, verb):
    for person in (reader, stranger):
        with pytest.raises(PermissionDenied):
            getattr(services, verb)(public_id=call.public_id, name="title", version=None, by=person)
    assert field(call, "title").version == 1
