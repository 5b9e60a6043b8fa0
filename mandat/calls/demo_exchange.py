"""What happened since in the demo's public calls: followers, questions, answers, an amendment.

Everything goes through the services that people use. One question waits in each open call, so
that its officer finds something to do; addresses are of nobody (RFC 2606).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mandat.calls.exchange.services import amendments, followers, questions
from mandat.calls.models import Call
from mandat.people.models import Account
from mandat.people.roles import Role

FOLLOWERS = (("awa.kone@example.org", "fr"), ("j.brown@example.org", "en"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came; where it is answered, as everybody reads it, and the answer."""

    language: str
    text: str
    shown: str = ""
    answer: str = ""


QUESTIONS: Mapping[str, tuple[Asked, ...]] = {
    "trafficking": (
        Asked(
            "en",
            "We are two researchers, one in Lyon and one in Bamako. May we apply together?",
            "May two people who live in different countries apply together?",
            "Yes. Name one of you as the person who signs, and send one CV for each.",
        ),
        Asked(
            "en",
            "Is the letter of interest limited to a number of pages?",
            "Is the letter of interest limited to a number of pages?",
            "No. Two pages are enough for what we read at this first step.",
        ),
        Asked("fr", "Peut-on répondre en français à la manifestation d’intérêt ?"),
    ),
    "protection": (
        Asked(
            "fr",
            "Mon nom doit-il figurer dans l’offre technique ?",
            "Peut-on présenter l’offre technique sans nom ?",
            "Oui. Un pseudonyme suffit jusqu’au choix ; écrivez d’un appareil en qui vous avez "
            "confiance.",
        ),
        Asked("fr", "Les ateliers de restitution peuvent-ils se tenir à distance ?"),
    ),
}
REASON = "The donor agreed to pay translation and travel to the meetings with the teams."


def tell_what_followed(name: str, call: Call, people: Mapping[Role, Account]) -> None:
    """The call has its followers, its questions, and, where it is not sensitive, a change."""
    officer = people[Role.PROGRAMME_OFFICER]
    for address, language in FOLLOWERS:
        found = followers.ask_to_follow(call=call, address=address, language=language)
        followers.confirm_follower(follower=found)
    for asked in QUESTIONS.get(name, ()):
        _ask_and_answer(call, asked, officer)
    if name == "trafficking":
        _amend(call, officer)


def _ask_and_answer(call: Call, asked: Asked, officer: Account) -> None:
    question = questions.ask_question(call=call, text=asked.text, language=asked.language)
    if asked.answer:
        questions.answer_question(
            call_id=call.public_id,
            question_id=question.public_id,
            shown=asked.shown,
            answer=asked.answer,
            version=question.version,
            by=officer,
        )


def _amend(call: Call, officer: Account) -> None:
    """The budget grows: the first amendment, old and new side by side on the page."""
    budget: dict[str, Any] = dict(call.draft_fields.get(name="budget").value or {})
    place: dict[str, Any] = {"call_id": call.public_id, "by": officer}
    amendment = amendments.start_amendment(**place)
    amendment = amendments.change_field(
        **place,
        amendment_id=amendment.public_id,
        name="budget",
        value=budget | {"amount": budget["amount"] + 1500},
        extra={},
        version=amendment.version,
    )
    amendments.publish_amendment(
        **place,
        amendment_id=amendment.public_id,
        reason=REASON,
        kept_deadline_reason="",
        version=amendment.version,
    )
