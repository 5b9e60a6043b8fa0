"""The chain as the database keeps it: written with the act, never forked, never changed."""

import threading
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from mandat.audit import rules, triggers
from mandat.audit.models import Countersignature, DailyHead, Entry, Head
from mandat.audit.queries import chains, verify_chain
from mandat.audit.services import (
    OPERATOR,
    check_journal,
    countersign_head,
    record,
    write_daily_head,
)
from mandat.audit.verification import Fault, Finding
from mandat.core.errors import RuleBroken
from mandat.people.models import Organisation

ACTION = "core.database.migrated"
WRITERS, TURNS = 8, 25


def write(number=1, **values):
    return [record(actor=OPERATOR, action=ACTION, **values) for _ in range(number)][-1]


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def findings(chain):
    return verify_chain(str(chain)).findings


class Untriggered:
    """The database as somebody finds it who has taken the triggers away."""

    def __enter__(self):
        triggers.drop(connection)

    def __exit__(self, *_error):
        triggers.create(connection)


def test_entries_stand_one_behind_the_other_in_the_chain_of_their_organisation(organisation):
    write()
    first, second = write(organisation=organisation), write(organisation=organisation)
    apart = write()

    assert [first.chain, first.seq, first.previous] == [
        str(organisation.public_id),
        1,
        rules.GENESIS,
    ]
    assert [second.seq, second.previous] == [2, first.hash]
    assert [apart.chain, apart.seq] == ["house", 2]
    head = Head.objects.get(chain=first.chain)
    assert (head.seq, head.hash) == (2, second.hash)


def test_an_organisation_may_be_named_by_its_public_id(db):
    owner = uuid4()

    entry = write(organisation=owner)

    assert (entry.chain, entry.organisation) == (str(owner), owner)


def test_what_is_read_back_from_the_database_has_the_hash_that_was_written(organisation):
    write(
        organisation=organisation,
        subject=organisation,
        details={"days": [date(2027, 1, 31)], "share": 0.5, "n": 3, "sure": True, "none": None},
    )

    assert findings(organisation.public_id) == []


def test_an_act_that_does_not_happen_leaves_no_entry_and_no_gap(organisation):
    write(organisation=organisation)

    def act_and_fail():
        with transaction.atomic():
            write(organisation=organisation)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act_and_fail()

    assert write(organisation=organisation).seq == 2
    assert findings(organisation.public_id) == []


@pytest.mark.parametrize(
    "values",
    [
        {"details": {"reason": "Amina asked for it"}},
        {"actor": "Amina Diallo"},
        {"action": "imported a call"},
    ],
    ids=["details", "actor", "action"],
)
def test_a_text_among_the_codes_refuses_the_whole_act(organisation, values):
    before = Entry.objects.count()

    with pytest.raises(ValueError, match=r"details|actor|action"):
        record(**{"actor": OPERATOR, "action": ACTION, "organisation": organisation} | values)

    assert Entry.objects.count() == before


@pytest.mark.parametrize("table", ["Entry", "DailyHead", "Countersignature"])
@pytest.mark.parametrize("act", ["update", "delete", "raw"])
def test_the_database_refuses_to_change_or_delete(organisation, officer, table, act):
    write(organisation=organisation)
    head = write_daily_head(chain=str(organisation.public_id), day=date(2100, 1, 1))
    countersign_head(head=head, ending=head.hash[-8:], by=officer)
    rows = {"Entry": Entry, "DailyHead": DailyHead, "Countersignature": Countersignature}[
        table
    ].objects
    before = list(rows.order_by("pk").values())
    assert before

    column = "account" if table == "Countersignature" else "hash"
    harm = {
        "update": lambda: rows.update(**{column: "f" * 36}),
        "delete": lambda: rows.all()._raw_delete(connection.alias),
        "raw": lambda: run(f"DELETE FROM {rows.model._meta.db_table}"),  # noqa: S608 -- our own
    }[act]

    with pytest.raises(IntegrityError, match="the journal only grows"), transaction.atomic():
        harm()

    assert list(rows.order_by("pk").values()) == before


def test_a_head_only_moves_one_entry_on(organisation):
    write(3, organisation=organisation)
    heads = Head.objects.filter(chain=str(organisation.public_id))

    for harm in (
        lambda: heads.update(seq=2),
        lambda: heads.update(seq=3, hash="f" * 64),
        lambda: heads.update(seq=9),
        lambda: heads.update(seq=4, chain="other"),
        heads.delete,
    ):
        with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
            harm()

    assert heads.get().seq == 3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no such statement")
@pytest.mark.parametrize("same", ["id", "public_id", "seq"])
def test_sqlite_cannot_replace_an_entry_by_another(organisation, same):
    entry = write(2, organisation=organisation)
    columns = [f.column for f in Entry._meta.fields]
    values = {c: c for c in columns} | {"hash": "'f'"}
    if same != "id":
        values["id"] = "NULL"
    if same != "public_id":
        values["public_id"] = f"'{uuid4().hex}'"
    if same != "seq":
        values["seq"] = "77"

    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        run(
            f"INSERT OR REPLACE INTO audit_entry ({', '.join(columns)}) "  # noqa: S608 -- our own
            f"SELECT {', '.join(values[c] for c in columns)} FROM audit_entry WHERE id = {entry.pk}"
        )

    assert findings(organisation.public_id) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such statement")
@pytest.mark.parametrize("table", [*triggers.KEPT, triggers.HEAD])
def test_postgresql_cannot_truncate(organisation, table):
    write(organisation=organisation)

    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        run(f"TRUNCATE {table} CASCADE")


def test_a_trigger_that_is_gone_is_missed(db):
    assert triggers.missing(connection) == []

    with Untriggered():
        gone = triggers.missing(connection)

    assert "audit_head_one_step" in gone
    assert triggers.missing(connection) == []


def test_a_changed_entry_is_found_once_the_triggers_are_gone(organisation):
    write(5, organisation=organisation)
    rows = Entry.objects.filter(chain=str(organisation.public_id))

    with Untriggered():
        rows.filter(seq=3).update(actor="worker")

    assert findings(organisation.public_id) == [Finding(Fault.CHANGED, 3, 3)]
    assert findings("house") == []


def test_removed_and_cut_entries_are_found_once_the_triggers_are_gone(organisation):
    write(9, organisation=organisation)
    rows = Entry.objects.filter(chain=str(organisation.public_id))

    with Untriggered():
        rows.filter(seq__in=[4, 5, 9])._raw_delete(connection.alias)

    assert findings(organisation.public_id) == [
        Finding(Fault.REMOVED, 4, 5),
        Finding(Fault.CUT, 9, 9),
    ]


def test_reordered_entries_are_found_once_the_triggers_are_gone(organisation):
    write(9, organisation=organisation)
    rows = Entry.objects.filter(chain=str(organisation.public_id))

    with Untriggered():
        for was, now in ((3, 99), (7, 3), (99, 7)):
            rows.filter(seq=was).update(seq=now)

    assert findings(organisation.public_id) == [
        Finding(Fault.MOVED, 3, 3, 7),
        Finding(Fault.MOVED, 7, 7, 3),
    ]


def test_an_entry_put_at_the_end_past_the_head_is_found(organisation):
    entry = write(4, organisation=organisation)
    false = Entry.objects.get(pk=entry.pk)
    false.pk, false.public_id, false.seq = None, uuid4(), 5
    false.previous, false.actor = entry.hash, "worker"
    false.hash = rules.digest(rules.Act(**{n: getattr(false, n) for n in rules.Act.__slots__}))

    false.save(force_insert=True)

    assert findings(organisation.public_id) == [Finding(Fault.INSERTED, 5, 5)]


def test_a_chain_whose_entries_and_head_are_all_gone_is_missed_against_a_kept_head(organisation):
    write(4, organisation=organisation)
    chain = str(organisation.public_id)
    kept = write_daily_head(chain=chain, day=date(2100, 1, 1))
    with Untriggered():
        Entry.objects.filter(chain=chain)._raw_delete(connection.alias)
        Head.objects.filter(chain=chain)._raw_delete(connection.alias)

    assert chain not in chains()
    assert (kept.seq, findings(chain)) == (4, [Finding(Fault.CUT, 1, 4)])


def test_a_check_is_recorded_with_its_outcome(organisation):
    write(organisation=organisation)

    assert [v for v in check_journal(by=OPERATOR) if v.findings] == []

    last = Entry.objects.filter(chain="house").latest("seq")
    assert last.action == "audit.journal.verified"
    assert last.details["broken"] == 0
    with Untriggered():
        Entry.objects.filter(chain=str(organisation.public_id)).update(actor="worker")
    check_journal(by=OPERATOR)
    last = Entry.objects.filter(chain="house").latest("seq")
    assert (last.action, last.details["broken"]) == ("audit.journal.found_broken", 1)


def test_the_head_of_a_day_is_kept_once_and_only_if_something_was_done(organisation):
    chain = str(organisation.public_id)
    with time_machine.travel(datetime(2027, 3, 3, 23, 59, 59, tzinfo=UTC), tick=False):
        last = write(2, organisation=organisation)
    with time_machine.travel(datetime(2027, 3, 4, tzinfo=UTC), tick=False):
        write(organisation=organisation)

    head = write_daily_head(chain=chain, day=date(2027, 3, 3))

    assert (head.seq, head.hash, head.day) == (2, last.hash, date(2027, 3, 3))
    assert write_daily_head(chain=chain, day=date(2027, 3, 3)) is None
    assert write_daily_head(chain=chain, day=date(2027, 3, 2)) is None
    assert write_daily_head(chain=chain, day=date(2027, 3, 4)).seq == 3
    assert write_daily_head(chain=chain, day=date(2027, 3, 5)) is None


def test_who_countersigns_has_read_the_end_of_the_hash_on_a_copy(organisation, officer):
    write(organisation=organisation)
    head = write_daily_head(chain=str(organisation.public_id), day=date(2100, 1, 1))

    with pytest.raises(RuleBroken) as refused:
        countersign_head(head=head, ending="00000000", by=officer)

    assert refused.value.code == "head_differs"
    assert not Countersignature.objects.exists()
    countersign_head(head=head, ending=f" {head.hash[-8:].upper()} ", by=officer)
    countersign_head(head=head, ending=head.hash[-8:], by=officer)
    assert Countersignature.objects.get().account == str(officer.public_id)
    last = Entry.objects.filter(organisation=organisation.public_id).latest("seq")
    assert last.action == "audit.head.countersigned"
    assert verify_chain(str(organisation.public_id)).findings == []


def test_nobody_countersigns_a_head_whose_entry_is_gone(organisation, officer):
    write(2, organisation=organisation)
    head = write_daily_head(chain=str(organisation.public_id), day=date(2100, 1, 1))
    with Untriggered():
        Entry.objects.filter(chain=head.chain, seq=head.seq)._raw_delete(connection.alias)

    with pytest.raises(RuleBroken) as refused:
        countersign_head(head=head, ending=head.hash[-8:], by=officer)

    assert refused.value.code == "journal_changed"


def _in_threads(work):
    failed = []

    def keep_on(number):
        try:
            for turn in range(TURNS):
                work(number, turn)
        except Exception as error:  # noqa: BLE001 -- shown by the test
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=keep_on, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_never_fork_a_chain():
    owner = Organisation.objects.create(name="Maison")

    failed = _in_threads(lambda _n, turn: write(organisation=owner, details={"turn": turn}))

    assert failed == []
    entries = Entry.objects.filter(chain=str(owner.public_id)).order_by("seq")
    assert [e.seq for e in entries] == list(range(1, WRITERS * TURNS + 1))
    assert findings(owner.public_id) == []


@pytest.mark.django_db(transaction=True)
def test_a_chain_that_many_start_at_once_is_one_chain():
    owners = [uuid4() for _ in range(TURNS)]

    failed = _in_threads(lambda _n, turn: write(organisation=owners[turn]))

    assert failed == []
    assert {Head.objects.get(chain=str(o)).seq for o in owners} == {WRITERS}
    assert [f for o in owners for f in findings(o)] == []


@pytest.mark.django_db(transaction=True)
def test_a_chain_that_grows_while_it_is_checked_is_not_called_broken():
    owner = uuid4()
    write(50, organisation=owner)
    found = []

    def work(number, _turn):
        if number:
            write(organisation=owner)
        else:
            found.extend(findings(owner))

    assert _in_threads(work) == []
    assert found == []


@pytest.mark.django_db(transaction=True)
def test_the_time_of_entries_runs_on_although_writers_waited():
    owner = uuid4()

    assert _in_threads(lambda _n, _turn: write(organisation=owner)) == []

    times = list(
        Entry.objects.filter(organisation=owner).order_by("seq").values_list("at", flat=True)
    )
    assert times == sorted(times)
    assert max(times) - min(times) < timedelta(minutes=5)
