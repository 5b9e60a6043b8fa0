"""The worker as people run it: killed in mid-task, stopped in mid-task, and its periodic jobs."""

import os
import signal
import subprocess
import sys
import time

import pytest

from config import env

# A worker of its own, on a database of its own: on PostgreSQL in the PostgreSQL run.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PATIENCE = 40.0
TAKEN_AHEAD = 2  # tasks that a busy worker holds already: one in its memory, one on the way there


def in_order(path):
    return path.read_text().split("\n")[:-1] if path.exists() else []


def wait_for(condition, what):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.05)


@pytest.fixture
def site(tmp_path, with_tables):
    """A site with its tables and nothing else; whatever was started ends with the test."""
    site = Site(tmp_path, with_tables(tmp_path))
    yield site
    site.end()


class Site:
    def __init__(self, folder, database_url):
        self.folder = folder
        self.log = folder / "slow.log"
        self.environment = {
            **os.environ,
            "MANDAT_DATA_DIR": str(folder),
            "MANDAT_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "tests.cli.queue_settings",
            "PYTHONPATH": str(env.ROOT),
        }
        self.started = []

    def call(self, *arguments):
        self._run("-m", "mandat.cli.main", *arguments)

    def do(self, code):
        """Runs a few lines in the site, as any of its processes would; gives what they print."""
        return self._run("-c", f"import django; django.setup()\n{code}")

    def _run(self, *arguments):
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=env.ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start_worker(self):
        process = subprocess.Popen(
            [sys.executable, "-m", "mandat.cli.main", "worker"],
            env=self.environment,
            cwd=env.ROOT,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def enqueue(self, name, number, *, first=False):
        self.do(
            "from mandat.core.tasks import enqueue\n"
            f"enqueue('tests.cli.slow_task.{name}', {number}, first={first})"
        )

    def waiting(self):
        """How many tasks of these tests wait; the house's own jobs come and go beside them."""
        return self.do(
            "from django_q.models import OrmQ\n"
            "print(sum('slow_task' in str(t.task['args']) for t in OrmQ.objects.all()))"
        )

    def end(self):
        for process in self.started:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            process.wait()


def living(group):
    """The processes of a session that are still alive."""
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-s", str(group)], capture_output=True, text=True, check=False
    )
    return [line for line in listed.stdout.split() if not line.startswith("Z")]


@pytest.mark.parametrize("first", [False, True])
def test_a_task_whose_worker_was_killed_is_done_again_once(site, first):
    site.enqueue("slow", 7, first=first)
    first = site.start_worker()
    wait_for(lambda: in_order(site.log) == ["started 7"], "the first start")

    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    (site.folder / "go").touch()
    site.start_worker()
    wait_for(lambda: "done 7" in in_order(site.log), "the second worker")
    wait_for(lambda: site.waiting() == "0", "the queue to be empty")
    time.sleep(6)  # longer than the lease of the PostgreSQL run: it is not done a third time

    assert in_order(site.log) == ["started 7", "started 7", "done 7"]


def test_a_link_that_somebody_waits_for_leaves_before_two_hundred_tasks(site):
    site.environment["TASK_SECONDS"] = "60"  # the first one is held while all are put there
    site.start_worker()
    site.enqueue("slow", 1)
    wait_for(lambda: in_order(site.log) == ["started 1"], "the worker to be busy")

    site.do(
        "from mandat.core.tasks import enqueue\n"
        "from mandat.mail.services import post\n"
        "from mandat.mail.values import Link\n"
        "[enqueue('tests.cli.slow_task.look_for_mail', n) for n in range(200)]\n"
        "post(template='mail/neutral', to='lea@example.org', language='en', awaited=True,\n"
        "     link=Link('web:show_home'))"
    )
    (site.folder / "go").touch()
    wait_for(lambda: len(in_order(site.log)) == 202, "all tasks to be done")

    before = [line for line in in_order(site.log) if line.endswith(" after 0 mails")]
    assert len(before) <= TAKEN_AHEAD
    assert in_order(site.log)[-1].endswith(" after 1 mails")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_nothing_stays_behind_when_the_worker_itself_is_killed(site):
    worker = site.start_worker()
    site.enqueue("slow", 8)
    wait_for(lambda: in_order(site.log) == ["started 8"], "the task to start")

    worker.kill()
    worker.wait()

    wait_for(lambda: not living(worker.pid), "the children to end")
    assert in_order(site.log) == ["started 8"]


def test_a_stopped_worker_finishes_its_task_first(site):
    site.enqueue("slow", 9)
    worker = site.start_worker()
    wait_for(lambda: in_order(site.log) == ["started 9"], "the task to start")

    worker.terminate()
    time.sleep(0.5)
    (site.folder / "go").touch()

    assert worker.wait(timeout=PATIENCE) == 0
    assert in_order(site.log) == ["started 9", "done 9"]
    assert site.waiting() == "0"


def test_a_failing_task_keeps_nobodys_name(site):
    site.enqueue("failing", 1)
    site.start_worker()

    def failures():
        return site.do(
            "from django_q.models import Failure\n"
            "print('|'.join(str(f.result) for f in Failure.objects.all()))"
        )

    wait_for(failures, "the failure to be written down")
    assert "ValueError" in failures()
    assert "the name of person" not in failures()


def test_periodic_jobs_run_and_stand_once_in_the_timetable(site):
    site.do(
        "from mandat.people.sign_in.sessions import SessionStore\n"
        "s = SessionStore(); s['a'] = 1; s.set_expiry(-10); s.save()"
    )
    site.do("from mandat.core.tasks import write_timetable\nwrite_timetable()\nwrite_timetable()")
    site.start_worker()

    count = "from mandat.people.models import Session\nprint(Session.objects.count())"
    wait_for(lambda: site.do(count) == "0", "the ended session to be cleared")
    names = site.do(
        "from django_q.models import Schedule\n"
        "print(' '.join(sorted(Schedule.objects.values_list('name', flat=True))))"
    ).split()
    assert {"clear_sessions", "forget_results", "send_due_mail", "verify_journal"} <= set(names)
    assert len(names) == len(set(names))
