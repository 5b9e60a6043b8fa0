"""Lists of names are read in bounds, and a match is a question for a person."""

import io

import pytest
from django.urls import reverse

from mandat.audit.services import OPERATOR
from mandat.cli.main import main
from mandat.intake.desk.sanctions_reading import Unreadable, names_in_list
from mandat.intake.models import Application, SanctionedName
from mandat.intake.services.sanctions import import_list, possible_matches
from tests.intake.admission.standing import filed_by, over
from tests.intake.applying import WORDS

EU = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-01-01T00:00:00">
<sanctionEntity logicalId="1"><subjectType code="person"/>
<nameAlias wholeName="Émile Exemple" strong="true"/><nameAlias wholeName="إميل مثال"/>
</sanctionEntity></export>"""
UN = """<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026"><INDIVIDUALS>
<INDIVIDUAL><FIRST_NAME>EMILE</FIRST_NAME><SECOND_NAME>PIERRE</SECOND_NAME>
<THIRD_NAME>EXEMPLE</THIRD_NAME><INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY>
<ALIAS_NAME>Le Petit</ALIAS_NAME></INDIVIDUAL_ALIAS></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><FIRST_NAME>Exemple Holding</FIRST_NAME></ENTITY></ENTITIES>
</CONSOLIDATED_LIST>"""


def read(text):
    return names_in_list(io.BytesIO(text.encode()))


def test_the_list_of_the_european_union_is_read_with_its_aliases():
    assert read(EU) == ["Émile Exemple", "إميل مثال"]


def test_the_list_of_the_united_nations_is_read_with_names_in_parts():
    assert set(read(UN)) == {"EMILE PIERRE EXEMPLE", "Le Petit", "Exemple Holding"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("id;Name;country\n1;Émile Exemple;FR\n2;Autre Nom;BE\n", ["Émile Exemple", "Autre Nom"]),
        ("Émile Exemple\nAutre Nom\n", ["Émile Exemple", "Autre Nom"]),
        ('\ufeffname,year\n"Exemple, Émile",1970\n', ["Exemple, Émile"]),
    ],
)
def test_a_table_is_read_by_its_column(text, names):
    assert read(text) == names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "document_type"),
        ("<export><nameAlias wholeName='A B'/>", "no_xml"),
        ("<export></export>", "no_names"),
        ("a,b,c\n1,2,3\n", "no_column"),
        ("<a>" * 50, "too_deep"),
        ("", "no_names"),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(text, code):
    with pytest.raises(Unreadable) as refused:
        read(text)

    assert refused.value.code == code


def test_bytes_that_are_no_utf8_are_refused():
    with pytest.raises(Unreadable) as refused:
        names_in_list(io.BytesIO(b"name\n\xe9mile\n"))

    assert refused.value.code == "not_utf8"


@pytest.mark.django_db
def test_a_list_replaces_the_one_of_its_name_and_no_other(organisation, other_organisation):
    import_list(organisation=other_organisation, list_name="EU", names=["A B"], by=OPERATOR)
    import_list(organisation=organisation, list_name="UN", names=["C D"], by=OPERATOR)
    import_list(organisation=organisation, list_name="EU", names=["A B", "E F"], by=OPERATOR)

    count = import_list(organisation=organisation, list_name="EU", names=["E F"], by=OPERATOR)

    assert count == 1
    left = SanctionedName.objects.filter(organisation=organisation).values_list("list_name", "name")
    assert sorted(left) == [("EU", "E F"), ("UN", "C D")]
    assert SanctionedName.objects.filter(organisation=other_organisation).count() == 1


@pytest.mark.django_db
def test_names_match_however_they_are_written_and_single_given_names_do_not(organisation):
    names = ["DIALLO Amina", "Amina", "Cabinet Diallo"]
    import_list(organisation=organisation, list_name="EU", names=names, by=OPERATOR)
    alone = {"lead": {"name": "Amina", "firm": ""}, "members": []}

    matches = possible_matches(organisation, WORDS)

    assert {m.theirs for m in matches} == {"Amina Diallo", "Cabinet Diallo"}
    assert possible_matches(organisation, alone) == []


@pytest.mark.django_db
def test_a_match_is_shown_as_possible_and_decides_nothing(call, organisation, at_desk):
    application = over(call, filed_by(call, "amina@example.org"))[0]
    here = reverse("intake:show_application", args=[application.public_id])
    before = at_desk.get(here).text

    import_list(
        organisation=organisation, list_name="Liste UE", names=["Amina Diallo"], by=OPERATOR
    )
    page = at_desk.get(here).text

    assert "Liste UE" not in before
    assert "Liste UE" in page
    assert Application.objects.get().state == application.state


@pytest.mark.django_db
def test_the_command_imports_a_file_and_says_how_many(organisation, tmp_path, capsys):
    path = tmp_path / "list.xml"
    path.write_text(EU)
    given = ["import-sanctions", str(path), "--list", "UE", "--organisation", organisation.name]

    code = main([*given, "--lang", "en"])

    assert code == 0
    assert "2 names" in capsys.readouterr().out
    assert SanctionedName.objects.count() == 2


@pytest.mark.django_db
def test_the_command_says_why_a_file_is_refused(organisation, tmp_path, capsys):
    path = tmp_path / "list.xml"
    path.write_text("<!DOCTYPE x><x/>")
    given = ["import-sanctions", str(path), "--list", "UE", "--organisation", organisation.name]

    code = main([*given, "--lang", "en"])

    assert code != 0
    assert "document type" in capsys.readouterr().err
