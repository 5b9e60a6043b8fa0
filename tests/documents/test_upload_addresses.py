"""Uploads by their addresses: what a program is told, and what others are not."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from mandat.documents.models import File, Upload
from mandat.documents.store import SEGMENT
from tests.documents.conftest import EVIDENCE
from tests.documents.faulty import faults, full

SIZE = 2 * SEGMENT + 1000
DATA = bytes(range(256)) * (SIZE // 256) + bytes(SIZE % 256)


def piece(first, count=1):
    return DATA[first * SEGMENT : (first + count) * SEGMENT]


@pytest.fixture
def client_of():
    def signed_in(account):
        client = Client(headers={"accept-language": "en"})
        client.force_login(account)
        return client

    return signed_in


def begun(client, organisation, **values):
    given = {"use": EVIDENCE, "target": organisation.name, "name": "été.txt", "size": SIZE}
    return client.post(reverse("documents:begin_upload"), {**given, **values})


def put(client, address, first, data, **headers):
    return client.put(
        f"{address}{first}/", data, content_type="application/octet-stream", headers=headers
    )


def test_an_upload_by_its_addresses(evidence, organisation, officer, client_of):
    client = client_of(officer)
    said = begun(client, organisation).json()

    assert (said["segment"], said["missing"], said["finished"]) == (SEGMENT, [[0, 3]], False)
    assert put(client, said["address"], 1, DATA[SEGMENT:]).status_code == 204
    assert client.get(said["address"]).json()["missing"] == [[0, 1]]
    assert client.post(said["address"]).json()["code"] == "incomplete"
    put(client, said["address"], 0, piece(0))
    done = client.post(said["address"]).json()
    again = client.post(said["address"]).json()

    assert done == again
    assert done["finished"]
    assert File.objects.get().name == "été.txt"
    line = client.get(done["line"], {"in": "file_sent"}).content.decode()
    assert f'name="file_sent" value="{said["id"]}"' in line


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_nobody_else_learns_of_an_upload(
    evidence, organisation, officer, reader, stranger, client_of, method
):
    address = begun(client_of(officer), organisation).json()["address"]

    for other in (reader, stranger):
        assert getattr(client_of(other), method)(address).status_code == 404
        assert put(client_of(other), address, 0, piece(0)).status_code == 404
    assert Upload.objects.get().segments.count() == 0


def test_nobody_sends_where_the_use_does_not_let_them(
    evidence, organisation, reader, stranger, client_of
):
    for other in (reader, stranger):
        assert begun(client_of(other), organisation).status_code == 404
    assert begun(client_of(reader), organisation, use="no.such").status_code == 409
    assert not Upload.objects.exists()


def test_a_refusal_is_said_to_the_program_in_the_readers_language(
    evidence, organisation, officer, client_of
):
    answer = begun(client_of(officer), organisation, size=4_000_000)

    assert answer.status_code == 409
    assert answer.json()["code"] == "file_too_large"
    assert "larger than" in answer.json()["message"]


def test_a_full_disk_asks_the_program_to_come_back(evidence, organisation, officer, client_of):
    client = client_of(officer)
    address = begun(client, organisation).json()["address"]

    with faults(full):
        answer = put(client, address, 0, piece(0))

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert json.loads(answer.content)["code"] == "storage_full"


def test_an_upload_can_be_given_up(evidence, organisation, officer, client_of):
    client = client_of(officer)
    address = begun(client, organisation).json()["address"]
    put(client, address, 0, piece(0))

    assert client.delete(address).status_code == 204

    assert client.get(address).status_code == 404
    assert not Upload.objects.exists()
