"""Databases for sites that tests start in processes of their own, beside the suite's database.

On PostgreSQL in the PostgreSQL run, else on SQLite. Tables are made by `mandat migrate` once for
each worker of the suite; every other site starts from a copy of them.
"""

import os
import shutil
import subprocess
import sys
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from config import env


class Server:
    """The PostgreSQL server of the run; not `is_there` in the run on SQLite."""

    def __init__(self):
        self.given = env.read("MANDAT_DATABASE_URL")
        self.is_there = bool(self.given)
        self._with_tables = ""
        self._made = []

    def address(self, name):
        return urlsplit(self.given)._replace(path=f"/{name}").geturl()

    def new(self, *, like="template0"):
        """The address of a new database: empty, or a copy of the one that is named."""
        name = f"beside_{uuid4().hex}"
        self._ask(f"CREATE DATABASE {name} TEMPLATE {like}")
        self._made.append(name)
        return self.address(name)

    def new_with_tables(self, folder):
        """The address of a new database as `mandat migrate` leaves it."""
        if not self._with_tables:
            address = self.new()
            migrate(folder, address)
            self._with_tables = urlsplit(address).path[1:]
        return self.new(like=self._with_tables)

    def drop(self, *, but_tables=True):
        """What was made is gone; the tables that others start from stay until the end."""
        kept = [n for n in self._made if but_tables and n == self._with_tables]
        for name in self._made:
            if name not in kept:
                self._ask(f"DROP DATABASE {name} WITH (FORCE)")
        self._made = kept

    def _ask(self, statement):
        import psycopg  # noqa: PLC0415 -- only in the PostgreSQL run

        with psycopg.connect(self.address("postgres"), autocommit=True) as server:
            server.execute(statement)


def migrate(folder, address):
    """Runs `mandat migrate` on that data folder and that database, "" for SQLite."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MANDAT_", "DJANGO_"))}
    subprocess.run(
        [sys.executable, "-m", "mandat.cli.main", "migrate"],
        env={
            **kept,
            "MANDAT_DATA_DIR": str(folder),
            "MANDAT_DATABASE_URL": address,
            "PYTHONPATH": str(env.ROOT),
        },
        cwd=env.ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


@pytest.fixture(scope="session")
def _server():
    server = Server()
    yield server
    server.drop(but_tables=False)


@pytest.fixture(scope="session")
def tables(tmp_path_factory):
    """A data folder right after `mandat migrate` on SQLite: others start from a copy of it."""
    folder = tmp_path_factory.mktemp("tables") / "data"
    migrate(folder, "")
    return folder


@pytest.fixture
def empty_database(_server):
    """Gives addresses of empty PostgreSQL databases in the PostgreSQL run; "" for SQLite."""
    yield lambda: _server.new() if _server.is_there else ""
    _server.drop()


@pytest.fixture
def with_tables(_server, request, tmp_path_factory):
    """Gives the data folder its tables, and the address of its database; "" for SQLite."""

    def begin(folder):
        if _server.is_there:
            return _server.new_with_tables(tmp_path_factory.mktemp("migrated"))
        shutil.copytree(request.getfixturevalue("tables"), folder, dirs_exist_ok=True)
        return ""

    yield begin
    _server.drop()
