"""Two administrators at the same moment, and grants that are older than their public ids."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mandat.core.errors import RuleBroken
from mandat.people.models import Grant
from mandat.people.roles import Role
from mandat.people.services import end_grant
from tests.factories import make_account, make_organisation


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_leave_one():
    organisation = make_organisation("Maison des droits")
    pair = [make_account(role=Role.ADMINISTRATOR, organisation=organisation) for _ in range(2)]
    grants = [Grant.objects.get(account=account) for account in pair]
    both_ready = Barrier(2)

    def end_the_other(place):
        both_ready.wait()
        try:
            end_grant(public_id=grants[1 - place].public_id, by=pair[place])
        except (RuleBroken, PermissionDenied):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(end_the_other, range(2)))

    assert sorted(done) == [False, True]
    assert Grant.objects.filter(ended_at__isnull=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_grants_of_before_get_a_public_id_each():
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        executor = MigrationExecutor(connection)
        executor.migrate([("people", "0002_roles_with_ends")])
        old = executor.loader.project_state(("people", "0002_roles_with_ends")).apps
        organisation = old.get_model("people", "Organisation").objects.create(name="Maison")
        account = old.get_model("people", "Account").objects.create(email="n@example.org")
        for role in ("reader", "administrator"):
            old.get_model("people", "Grant").objects.create(
                account=account, organisation=organisation, role=role
            )

        executor = MigrationExecutor(connection)
        executor.migrate([("people", "0004_grant_public_id_once")])

        new = executor.loader.project_state(("people", "0004_grant_public_id_once")).apps
        given = new.get_model("people", "Grant").objects.values_list("public_id", flat=True)
        assert None not in given
        assert len(set(given)) == 2
    finally:
        MigrationExecutor(connection).migrate(leaves)
