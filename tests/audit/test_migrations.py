"""Journals written before there were chains are chained where they stand."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mandat.audit import triggers
from mandat.audit.models import Entry, Head
from mandat.audit.queries import chains, verify_chain
from mandat.audit.services import OPERATOR, record

ONE, OTHER = UUID(int=1), UUID(int=2)
START = datetime(2026, 11, 22, tzinfo=UTC)


def go_to(*targets):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


@pytest.fixture
def before_the_chains(transactional_db):
    yield go_to(("audit", "0001_foundation"))
    go_to(*MigrationExecutor(connection).loader.graph.leaf_nodes())
    assert triggers.missing(connection) == []


def test_earlier_entries_are_chained_in_their_order_and_new_ones_follow(before_the_chains):
    old = before_the_chains.get_model("audit", "Entry")
    for number in range(1200):
        owner = (None, ONE, OTHER)[number % 3]
        old.objects.create(
            at=START + timedelta(seconds=number),
            organisation=owner,
            actor=OPERATOR,
            action="calls.call.imported",
            subject_label="calls.call",
            subject_id=str(UUID(int=number)),
            details={"number": number},
        )

    go_to(("audit", "0005_journal_only_grows"))

    assert {*chains()} >= {str(ONE), str(OTHER), "house"}
    for chain in (str(ONE), str(OTHER), "house"):
        entries = list(Entry.objects.filter(chain=chain).order_by("seq"))
        assert [e.details["number"] for e in entries] == sorted(
            e.details["number"] for e in entries
        )
        assert [e.seq for e in entries] == list(range(1, 401))
        assert verify_chain(chain).findings == []
    assert record(actor=OPERATOR, action="calls.call.imported", organisation=ONE).seq == 401
    assert verify_chain(str(ONE)).findings == []


def test_an_empty_journal_has_no_chain(before_the_chains):
    go_to(("audit", "0005_journal_only_grows"))

    assert not Head.objects.exists()
    assert triggers.missing(connection) == []
