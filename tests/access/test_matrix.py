"""Every address, tried by everybody: who may pass does, nobody else learns that anything is there.

The table stands in `entries.py`. `docs/reference/access.md` is written from it.
"""

import pytest
from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.entries import ENTRIES, EVERYBODY, SIGNED_IN
from tests.access.page import PAGE, written
from tests.access.world import (
    MARK,
    PERSONS,
    World,
    build_world,
    come_in,
    has_account,
    is_insider,
    passes_as,
)
from tests.architecture.test_pages import ALLAUTH

METHODS = ("get", "post")
# 405 says that no address takes this method, before anything is looked up: nothing is learnt.
REFUSED = {404, 405}
SIGN_IN = "to sign-in"


class _AnyThing(dict):
    """Stands for the things of a world where only the shape of an address is asked."""

    public_id = None
    token = None

    def __missing__(self, _name):
        return self


ANY = World(own=None, twin=None, things=_AnyThing())


def _addresses(resolver, namespace=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _addresses(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


def test_every_address_stands_in_the_matrix_and_no_line_is_left_over():
    addresses = set(_addresses(get_resolver("config.urls")))

    assert addresses - set(ALLAUTH) == set(ENTRIES)


def test_the_page_of_the_documentation_is_the_matrix():
    assert PAGE.read_text(encoding="utf-8") == written()


class _Undone(Exception):  # noqa: N818 -- never seen outside
    pass


def ask(client, method, path, posts):
    """The answer; whatever the request changed is taken back."""
    answer = None
    try:
        with transaction.atomic():
            answer = getattr(client, method)(path, posts if method == "post" else None)
            raise _Undone
    except _Undone:
        return answer


def came_out(answer):
    """The status of the answer, or that it leads to where people sign in."""
    to_sign_in = resolve_url(settings.LOGIN_URL)
    if answer.status_code == 302 and answer.headers["Location"].startswith(to_sign_in):
        return SIGN_IN
    return answer.status_code


def _may_pass(entry, person):
    counts_as, side = passes_as(person)
    if entry.who == EVERYBODY:
        return True
    if entry.who >= SIGNED_IN and has_account(person):
        return True
    names_own = entry.names is not None and "public_id" in entry.names(ANY)
    return bool(counts_as & entry.who) and (side == "own" or not names_own)


def _wrong(entry, person, came_out):
    """What is wrong with this answer to this person; nothing when it is as the table says."""
    if _may_pass(entry, person):
        return "shut out" if came_out in {404, 403, SIGN_IN} else ""
    if not has_account(person):
        return "" if came_out in {SIGN_IN, *REFUSED} else f"let in without account ({came_out})"
    return "" if came_out in REFUSED else f"not refused but {came_out}"


def _body(answer):
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts).decode("utf-8", "replace")


@pytest.mark.django_db
@pytest.mark.parametrize("person", PERSONS)
def test_whoever_may_pass_does_and_nobody_else(person):
    world = build_world(person)
    client = Client(raise_request_exception=True)
    come_in(client, person, world)

    faults = []
    for name, entry in ENTRIES.items():
        path = reverse(name, kwargs=entry.names(world) if entry.names else {})
        for method in METHODS:
            answer = ask(client, method, path, entry.posts)
            fault = _wrong(entry, person, came_out(answer))
            if MARK in _body(answer) and not is_insider(person):
                fault = f"{fault} shows what belongs to the other organisation"
            if fault:
                faults.append(f"{method} {name}: {fault}")

    assert "\n".join(faults) == ""
