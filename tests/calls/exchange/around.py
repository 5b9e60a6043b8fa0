"""Followers and questions as the services make them, mail as people receive it, workers at work."""

import re

from mandat.calls.exchange.sealing import key_of
from mandat.calls.exchange.services.followers import ask_to_follow, confirm_follower
from mandat.calls.exchange.services.questions import ask_question
from mandat.calls.exchange.services.tellings import tell_batch
from mandat.calls.models import Follower, Question, Telling
from mandat.mail.models import Message
from mandat.mail.sealing import words_of

EMAIL = "fatou.ndiaye@example.org"


def asked_to_follow(call, address=EMAIL, language="en") -> Follower:
    return ask_to_follow(call=call, address=address, language=language)


def follower(call, address=EMAIL, language="en") -> Follower:
    """Somebody whose address is confirmed."""
    return confirm_follower(follower=asked_to_follow(call, address, language))


def asked(call, text="May two people apply together?", address="", language="en") -> Question:
    return ask_question(call=call, text=text, language=language, address=address)


def tell_everybody() -> int:
    """Every batch of every piece of news, as a worker would do them; how many there were."""
    batches = 0
    for telling in Telling.objects.filter(done_at__isnull=True).order_by("pk"):
        while not Telling.objects.get(pk=telling.pk).done_at:
            tell_batch(public_id=telling.public_id)
            batches += 1
    return batches


def mails(template, to=None) -> list[Message]:
    found = Message.objects.filter(template=f"calls/{template}").order_by("pk")
    return list(found.filter(to=to) if to else found)


def text_of(message) -> str:
    written = words_of(message)
    return f"{written.subject}\n{written.body}"


def links_in(message) -> list[str]:
    """The paths of the links in a mail, in order."""
    return re.findall(r"^https?://[^/\s]+(/\S+)$", text_of(message), re.MULTILINE)


def path_of(person, what="") -> str:
    """The follower's own page, or the one that ends following."""
    return f"/open/{person.call.token}/follow/{key_of(person)}/{what}"
