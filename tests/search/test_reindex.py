"""The command that makes the index again, and the doctor who says when."""

import json

import pytest

from mandat.cli.main import main
from mandat.search.models import SearchEntry
from tests.calls.published import published_call

pytestmark = pytest.mark.django_db


def test_the_command_makes_the_index_again_from_nothing(organisation, capsys):
    call = published_call(organisation)
    SearchEntry.objects.all().delete()

    code = main(["reindex", "--lang", "en"])

    assert code == 0
    assert "1 object read" in capsys.readouterr().out
    assert SearchEntry.objects.get().object_id == call.public_id


def test_one_kind_can_be_made_again_and_an_unknown_one_is_refused(organisation, capsys):
    published_call(organisation)

    known = main(["reindex", "--kind", "call", "--lang", "en"])
    unknown = main(["reindex", "--kind", "shoe", "--lang", "en"])

    assert (known, unknown) == (0, 2)
    assert "There is no kind shoe" in capsys.readouterr().err


@pytest.mark.parametrize(("lost", "code"), [(False, "index"), (True, "index_behind")])
def test_the_doctor_says_whether_the_index_is_behind(organisation, capsys, lost, code):
    published_call(organisation)
    if lost:
        SearchEntry.objects.all().delete()

    main(["doctor", "--json", "--lang", "en"])

    found = {row["code"] for row in json.loads(capsys.readouterr().out)}
    assert found & {"index", "index_behind", "index_damaged"} == {code}
