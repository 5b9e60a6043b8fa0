"""Calls are found by their words, by those who may read them and by nobody else."""

import ast
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mandat.calls import finding, services
from mandat.calls.life.services import archive_call, switch_sensitive
from mandat.calls.life.services.ending import close_due_calls
from mandat.calls.models import Call, CallTranslation
from mandat.calls.publishing import content_now, make_version
from mandat.calls.states import PUBLIC as PUBLIC_STATES
from mandat.calls.states import CallState
from mandat.people.roles import Role
from mandat.search.kinds import PUBLIC, kind_named
from mandat.search.models import SearchEntry
from mandat.search.queries import find, lag_of
from mandat.search.services import rebuild
from tests.calls.published import draft_call, published_call
from tests.calls.test_services import TEXT, imported
from tests.factories import make_account
from tests.proving import sign_in

pytestmark = pytest.mark.django_db


def drafted(organisation, **settings):
    with transaction.atomic():
        call = draft_call(organisation, **settings)
        finding.keep(call)
    return call


def public(text, **settings):
    return [h.object_id for h in find(text, [PUBLIC], kinds=[finding.KIND], **settings).hits]


def seen_by(account, text):
    found = finding.search_calls(text, account, language="fr")
    return [call.public_id for _hit, call in (*found.whole, *found.some)]


def test_a_published_call_is_found_by_everybody(organisation):
    call = published_call(organisation)

    assert public("acces aux soins") == [call.public_id]


def test_a_draft_is_found_in_its_organisation_and_nowhere_else(organisation, officer, stranger):
    call = drafted(organisation)

    assert seen_by(officer, "travailleuses du sexe") == [call.public_id]
    assert seen_by(stranger, "travailleuses du sexe") == []
    assert public("travailleuses du sexe") == []


def test_a_person_without_a_role_for_calls_finds_none(organisation):
    published_call(organisation)
    assessor = make_account(role=Role.CLERK, organisation=organisation)

    assert seen_by(assessor, "soins") == []


def test_an_imported_draft_is_found_by_the_words_of_its_text(organisation, officer):
    call = imported(organisation, officer, TEXT)

    words = TEXT.split()
    longest = max(words, key=len).strip(".,:;")

    assert call.public_id in seen_by(officer, longest)


def test_a_value_that_is_settled_is_found_at_once(organisation, officer):
    call = imported(organisation, officer, TEXT)
    field = call.draft_fields.get(name="title")

    services.correct_field(
        public_id=call.public_id,
        name="title",
        value="Zymologie appliquée",
        extra={},
        version=field.version,
        by=officer,
    )

    assert seen_by(officer, "zymologie") == [call.public_id]


def test_a_sensitive_call_is_found_in_its_organisation_only(organisation, officer):
    call = published_call(organisation, sensitive=True)

    assert public("travailleuses du sexe") == []
    assert seen_by(officer, "travailleuses du sexe") == [call.public_id]
    marks = SearchEntry.objects.get(object_id=call.public_id).marks.split()
    assert "public" not in marks


def test_a_call_that_becomes_sensitive_leaves_the_public_search(organisation, officer):
    call = published_call(organisation)
    assert public("travailleuses du sexe") == [call.public_id]

    switch_sensitive(public_id=call.public_id, sensitive=True, by=officer)

    assert public("travailleuses du sexe") == []
    assert not SearchEntry.objects.filter(marks__contains=" public ").exists()


def test_what_was_published_is_found_and_not_what_the_draft_says_since(organisation):
    call = published_call(organisation)
    call.draft_fields.filter(name="title").update(value="Zymologie")
    finding.keep(call)

    assert public("zymologie") == []
    assert public("travailleuses du sexe") == [call.public_id]


def test_a_new_version_replaces_the_words_of_the_one_before(organisation):
    call = published_call(organisation)
    content = content_now(call)
    content["fields"]["title"]["value"] = "Zymologie appliquée"

    with transaction.atomic():
        make_version(call, content, "", by="operator", at=timezone.now())

    assert public("zymologie") == [call.public_id]
    assert public("travailleuses") == []


def test_each_language_of_a_call_is_found(organisation, officer):
    call = published_call(organisation)
    CallTranslation.objects.create(
        call=call,
        language="ar",
        texts={"title": "دراسة حول الوصول إلى الرعاية الصحية"},
        of_version=1,
        changed_by=officer,
        changed_at=timezone.now(),
    )
    finding.keep(call)

    arabic = find("الرعايه الصحيه", [PUBLIC], kinds=["call"], language="ar").hits
    french = find("accès aux soins", [PUBLIC], kinds=["call"], language="ar").hits

    assert [(h.object_id, h.language) for h in arabic] == [(call.public_id, "ar")]
    assert [(h.object_id, h.language) for h in french] == [(call.public_id, "fr")]


def test_a_closed_call_stays_found_under_its_state(organisation):
    call = published_call(organisation)
    Call.objects.filter(pk=call.pk).update(deadline_at=timezone.now())

    close_due_calls()

    open_ones = finding.search_public_calls("soins", language="fr", states=[CallState.PUBLISHED])
    every = finding.search_public_calls("soins", language="fr", states=PUBLIC_STATES)
    assert open_ones.whole == ()
    assert [found.public_id for _hit, found in every.whole] == [call.public_id]


def test_an_archived_call_is_found_by_its_organisation_only(organisation, officer):
    call = published_call(organisation)
    Call.objects.filter(pk=call.pk).update(deadline_at=timezone.now())
    close_due_calls()

    archive_call(public_id=call.public_id, by=officer)

    assert public("soins") == []
    assert seen_by(officer, "soins") == [call.public_id]


def test_a_discarded_draft_is_not_among_the_answers_until_it_is_taken_back(organisation, officer):
    call = drafted(organisation)

    services.move_call(public_id=call.public_id, state=CallState.DISCARDED, by=officer)
    gone = seen_by(officer, "soins")
    services.move_call(public_id=call.public_id, state=CallState.DRAFT, by=officer)

    assert gone == []
    assert seen_by(officer, "soins") == [call.public_id]


def test_public_answers_can_be_limited_to_a_country_and_a_theme(organisation):
    call = published_call(organisation)

    def limited(*facets):
        found = finding.search_public_calls("soins", language="fr", facets=facets)
        return [c.public_id for _hit, c in found.whole]

    assert limited(("country", "BE"), ("theme", "sex_work")) == [call.public_id]
    assert limited(("country", "BE"), ("theme", "abortion")) == []


def test_the_index_of_calls_can_be_thrown_away_and_made_again(organisation, officer):
    drafted(organisation)
    published_call(organisation)
    published_call(organisation, sensitive=True)

    def everything():
        return list(
            SearchEntry.objects.order_by("object_id", "language").values_list(
                "object_id", "language", "marks", "title_terms", "body_terms", "excerpt"
            )
        )

    before = everything()
    SearchEntry.objects.all().delete()
    assert lag_of(kind_named("call")).missing == 3

    list(rebuild(kind_named("call")))

    assert everything() == before
    assert len(before) == 3


def test_the_page_of_results_shows_state_language_and_the_words(organisation, officer, client):
    published_call(organisation)
    sign_in(client, officer)

    page = client.get(reverse("calls:list_calls"), {"q": "acces soins"}).content.decode()

    assert "<mark>l’accès</mark> aux <mark>soins</mark>" in page
    assert "Open" in page
    assert "French" in page


def test_the_page_of_results_says_which_calls_have_only_some_of_the_words(
    organisation, officer, client
):
    published_call(organisation)
    sign_in(client, officer)

    page = client.get(reverse("calls:list_calls"), {"q": "soins zymologie"}).content.decode()

    assert "No call has every word" in page
    assert "<mark>soins</mark>" in page


def test_an_empty_answer_says_what_was_looked_for_and_what_helps(organisation, officer, client):
    published_call(organisation)
    sign_in(client, officer)

    page = client.get(reverse("calls:list_calls"), {"q": "zymologie <em>"}).content.decode()

    assert "Nothing found" in page
    assert '<bdi class="searched">zymologie</bdi>' in page
    assert "Try fewer words" in page
    assert "<em>" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "?!"},
        {"q": "soins", "after": "x"},
        {"q": "soins", "after": "99999999999999999999"},
        {"q": "soins", "after": "-1"},
        {"q": "soins", "after": "180"},
        {"q": "\x00soins"},
        {"q": "a" * 5000},
        {"q": '"soins" NEAR(x) * AND OR : ^ {'},
        {"q": "'; drop table"},
        {"q": "  "},
    ],
)
def test_nonsense_in_the_address_is_answered_with_a_page(organisation, officer, client, asked):
    published_call(organisation)
    sign_in(client, officer)

    response = client.get(reverse("calls:list_calls"), asked)

    assert response.status_code == 200


def test_the_page_of_results_asks_the_database_as_often_for_many_as_for_one(
    organisation, officer, client, django_assert_max_num_queries
):
    for _ in range(25):
        published_call(organisation)
    sign_in(client, officer)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("calls:list_calls"), {"q": "soins"}).content.decode()

    assert page.count("<mark>soins</mark>") >= 20
    assert "Further results" in page


ROOT = Path(finding.__file__).parent
KEEPERS = {"keep", "make_version", "refresh_counts"}
WATCHED = {"state", "sensitive", "title", "language", "reference"}


def _forgetful(path):
    """Functions that change what a call is found by, and do not tell the index."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        nodes = list(ast.walk(function))
        targets = [t for n in nodes if isinstance(n, ast.Assign) for t in n.targets]
        targets += [e for t in targets if isinstance(t, ast.Tuple) for e in t.elts]
        changes = any(
            isinstance(t, ast.Attribute)
            and t.attr in WATCHED
            and isinstance(t.value, ast.Name)
            and t.value.id == "call"
            for t in targets
        )
        called = {
            getattr(n.func, "attr", getattr(n.func, "id", ""))
            for n in nodes
            if isinstance(n, ast.Call)
        }
        changes = changes or any(map(_writes_a_translation, nodes))
        if changes and not called & KEEPERS:
            yield f"{path.relative_to(ROOT)}: {function.name}"


def _writes_a_translation(node):
    """`CallTranslation.objects...create(...)`, `translation.save(...)` and their like."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    of = ast.unparse(node.func.value)
    writes = node.func.attr in {"create", "update_or_create", "bulk_create", "update", "delete"}
    return (writes and of.startswith("CallTranslation.objects")) or (
        node.func.attr in {"save", "delete"} and of == "translation"
    )


def test_every_act_that_changes_what_a_call_is_found_by_tells_the_index():
    forgetful = {name for path in ROOT.rglob("*.py") for name in _forgetful(path)}

    assert forgetful == set()
