"""Letters about admission: prepared in the applicant's language, read by a person, then sent."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from mandat.core.errors import RuleBroken
from mandat.core.passes import pass_of
from mandat.intake.models import Application, Letter
from mandat.intake.services import lettering
from mandat.intake.services.deciding import decide_application, seen_of
from mandat.intake.states import CriterionOutcome, DecisionKind, LetterState
from mandat.mail.models import Message
from mandat.mail.sealing import words_of
from tests.calls.published import published_call
from tests.intake.applying import filed_application
from tests.intake.desk.making import end_call, filed_whole, met
from tests.proving import sign_in

pytestmark = pytest.mark.django_db


def decided(application, kind, by, reason=""):
    application.refresh_from_db()
    decide_application(
        application=application, kind=kind, reason=reason, seen=seen_of(application), by=by
    )
    return Letter.objects.get(application=application, state=LetterState.PREPARED)


def sent_mails():
    return list(Message.objects.filter(template="intake/letter").order_by("pk"))


def send(letter, by):
    letter = Letter.objects.select_related("application__organisation").get(pk=letter.pk)
    text = lettering.text_of(letter)
    return lettering.send_letter(letter=letter, seen=lettering.digest_of(text), by=by)


@pytest.fixture
def incomplete(call, clerk):
    """Filed without documents, decided as incomplete."""
    application = filed_application(call)
    end_call(call)
    return decided(application, DecisionKind.INCOMPLETE, clerk, "Le CV manque.")


def test_the_letter_says_what_is_missing_in_the_words_of_the_call_and_why(incomplete):
    text = lettering.text_of(incomplete)

    assert "Amina Diallo" in text
    assert "CV, Jean Petit" in text
    assert "Note méthodologique" in text
    assert "Le CV manque." in text
    assert incomplete.application.reference in text
    assert "Proposition financière" not in text


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_letter_is_in_the_applicants_language(call, clerk, language):
    application = filed_application(call)
    Application.objects.filter(pk=application.pk).update(language=language)
    end_call(call)

    letter = decided(application, DecisionKind.INCOMPLETE, clerk, "Le CV manque.")

    assert letter.language == language


def test_a_language_that_the_house_does_not_write_gives_way_to_that_of_the_call(call, clerk):
    application = filed_application(call)
    Application.objects.filter(pk=application.pk).update(language="pt")
    end_call(call)

    letter = decided(application, DecisionKind.INCOMPLETE, clerk, "Le CV manque.")

    assert letter.language == "fr"


def test_whoever_is_not_eligible_reads_which_criterion_is_not_met(call, clerk):
    application = filed_whole(call)
    met(application, clerk, CriterionOutcome.NOT_MET)
    end_call(call)

    letter = decided(application, DecisionKind.INELIGIBLE, clerk, "Diplôme d’un autre domaine.")

    text = lettering.text_of(letter)
    assert "Master en santé publique ou en droit" in text
    assert "Expérience du plaidoyer" not in text
    assert "Diplôme d’un autre domaine." in text


def test_all_alike_receive_the_same_words(call, clerk):
    texts = []
    applications = [filed_whole(call, address=f"a{n}@example.org") for n in range(2)]
    end_call(call)
    for application in applications:
        met(application, clerk)
        text = lettering.text_of(decided(application, DecisionKind.ADMITTED, clerk))
        texts.append(text.replace(application.reference, ""))

    assert texts[0] == texts[1]


def test_a_letter_is_mended_then_sent_in_those_words_once(incomplete, clerk):
    text = lettering.text_of(incomplete)
    seen = lettering.digest_of(text)

    lettering.change_letter(
        letter=incomplete, text=f"{text}\nEcrivez-nous\u202e.", seen=seen, by=clerk
    )
    send(incomplete, clerk)
    with pytest.raises(RuleBroken) as again:
        send(incomplete, clerk)

    (mail,) = sent_mails()
    body = words_of(mail).body
    assert "Ecrivez-nous." in body
    assert incomplete.application.reference in words_of(mail).subject
    assert "Amina" not in words_of(mail).subject
    assert again.value.code == "letter_not_waiting"
    letter = Letter.objects.get(pk=incomplete.pk)
    assert (letter.state, letter.sent_by) == (LetterState.SENT, clerk)


def test_a_letter_that_changed_since_it_was_read_is_not_sent(incomplete, clerk):
    seen = lettering.digest_of(lettering.text_of(incomplete))
    lettering.change_letter(letter=incomplete, text="Autre chose.", seen=seen, by=clerk)

    with pytest.raises(RuleBroken):
        lettering.send_letter(letter=incomplete, seen=seen, by=clerk)

    assert sent_mails() == []


def test_the_mail_of_a_sensitive_call_says_nothing(organisation, clerk):
    call = published_call(organisation, sensitive=True)
    application = filed_application(call)
    end_call(call)

    send(decided(application, DecisionKind.INCOMPLETE, clerk, "Le CV manque."), clerk)

    (mail,) = sent_mails()
    said = words_of(mail).subject + words_of(mail).body
    assert mail.neutral
    for word in ("CV", call.title, application.reference, "Amina"):
        assert word not in said


def test_an_address_that_nobody_proved_is_told_nothing_but_the_link(incomplete, clerk):
    """The sender of a mail proves nothing: the link behind it does."""
    Application.objects.filter(pk=incomplete.application_id).update(confirmed_at=None)

    send(incomplete, clerk)

    written = words_of(sent_mails()[0])
    assert "Le CV manque." not in written.body
    assert incomplete.application.reference not in written.subject + written.body
    assert "/apply/link/" in written.body


def test_an_applicant_reads_the_letter_on_their_own_page_once_it_is_sent(client, incomplete, clerk):
    application = incomplete.application
    address = reverse("my:show_letters", args=[application.public_id])
    without = client.get(address)
    session = client.session
    session["core.passes"] = {pass_of(application): int(timezone.now().timestamp())}
    session.save()

    before = client.get(address).content.decode()
    send(incomplete, clerk)
    after = client.get(address).content.decode()

    assert without.status_code == 404
    assert "Le CV manque." not in before
    assert "Le CV manque." in after


def test_all_that_wait_are_sent_by_one_act_in_the_words_that_were_shown(client, call, clerk):
    applications = [filed_whole(call, address=f"a{n}@example.org") for n in range(3)]
    end_call(call)
    for application in applications:
        met(application, clerk)
        decided(application, DecisionKind.ADMITTED, clerk)
    sign_in(client, clerk)
    address = reverse("intake:send_letters", args=[call.public_id])

    asks = client.get(address)
    stale = client.post(address, {"seen": "0" * 32})
    answer = client.post(address, {"seen": asks.context["seen"]}, follow=True)

    assert "Send 3 letters?" in asks.content.decode()
    assert stale.status_code == 409
    assert "3 letters are on their way." in answer.content.decode()
    assert len({m.to for m in sent_mails()}) == 3


def test_a_letter_that_is_set_aside_is_never_sent(incomplete, call, clerk):
    lettering.drop_letter(letter=incomplete, by=clerk)

    assert lettering.waiting_letters(call) == []
    with pytest.raises(RuleBroken):
        send(incomplete, clerk)


def test_only_a_clerk_of_the_organisation_reads_mends_or_sends(
    client, incomplete, approver, stranger
):
    for person in (approver, stranger):
        sign_in(client, person)
        answer = client.get(reverse("intake:show_letter", args=[incomplete.public_id]))
        assert answer.status_code == 404
        with pytest.raises(PermissionDenied):
            send(incomplete, person)

    assert sent_mails() == []


def test_the_pages_of_letters_show_what_waits_and_what_was_sent(client, incomplete, call, clerk):
    sign_in(client, clerk)
    listed = reverse("intake:list_letters", args=[call.public_id])
    one = reverse("intake:show_letter", args=[incomplete.public_id])

    waiting = client.get(listed).content.decode()
    read = client.get(one).content.decode()
    empty = client.post(
        reverse("intake:change_letter", args=[incomplete.public_id]), {"text": " ", "seen": "x"}
    )
    send(incomplete, clerk)
    sent = client.get(listed, {"state": "sent"}).content.decode()
    history = client.get(
        reverse("intake:show_history", args=[incomplete.application.public_id])
    ).content.decode()

    assert incomplete.application.reference in waiting
    assert "Le CV manque." in read
    assert empty.status_code == 422
    assert "Noémie Clerc" in sent
    assert "Le CV manque." in history
    assert "Mail: A letter" in history
