"""`demo` and `serve`: from an empty folder to pages, and back to nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

pytestmark = pytest.mark.slow
PATIENCE = 60.0


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def fetch(url):
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 -- our own server
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def wait_for(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def living(pid):
    """The processes of the server's group and those that name its data folder."""
    listed = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True)  # noqa: PLW1510
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [p for p, group, state in rows if group == str(pid) and not state.startswith("Z")]


@pytest.fixture
def served(mandat_with_tables):
    mandat = mandat_with_tables
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "mandat.cli.main", "serve", "--port", str(port)],
        env=mandat.environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait_for(lambda: fetch(f"http://127.0.0.1:{port}/") == 200)
    yield mandat, process, port
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def worker_is_at_work(mandat):
    return mandat("worker").code == 3


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=["TERM", "INT"])
def test_the_site_answers_on_both_names_and_takes_everything_down_with_it(served, how):
    mandat, process, port = served
    assert fetch(f"http://localhost:{port}/") == 200
    wait_for(lambda: worker_is_at_work(mandat))

    process.send_signal(how)

    assert process.wait(timeout=PATIENCE) == 0
    assert fetch(f"http://127.0.0.1:{port}/") is None
    assert living(process.pid) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_nothing_is_left_when_the_site_is_killed(served):
    _mandat, process, port = served

    process.kill()
    process.wait()

    wait_for(lambda: not living(process.pid))
    assert fetch(f"http://127.0.0.1:{port}/") is None


def test_a_port_that_is_taken_is_refused_with_a_sentence(mandat_with_tables):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        answer = mandat_with_tables("serve", "--port", taken.getsockname()[1])

    assert answer.code == 3
    assert "--port" in answer.err


def test_several_processes_are_refused_on_sqlite(mandat_with_tables):
    answer = mandat_with_tables("serve", "--port", free_port(), MANDAT_PROCESSES="2")

    assert answer.code == 3
    assert "MANDAT_PROCESSES" in answer.err


def test_missing_tables_are_told_before_anything_is_served(mandat):
    mandat.folder.mkdir(mode=0o700)

    answer = mandat("serve", "--port", free_port())

    assert answer.code == 3
    assert "mandat migrate" in answer.err


def test_the_demo_loads_once_and_its_links_sign_in(mandat):
    first = mandat("demo", "--port", "8000")
    second = mandat("demo", "--port", "8000")

    assert first.code == 0, first.err
    assert second.code == 0, second.err
    assert first.out.count("http://localhost:8000/demo/") == 7
    assert (mandat.folder / "demo").exists()
    assert mandat("doctor", "--json").code == 0


def test_demo_data_are_not_served_to_strangers(mandat):
    assert mandat("demo").code == 0

    public = mandat("serve", "--port", free_port(), MANDAT_URL="https://calls.example.org")
    everywhere = mandat("serve", "--port", free_port(), "--host", "0.0.0.0")  # noqa: S104 -- refused

    assert public.code == 1
    assert everywhere.code == 1
    assert mandat("demo", MANDAT_URL="https://calls.example.org").code == 1


def test_the_demo_refuses_a_database_that_holds_something_real(mandat_with_tables):
    mandat = mandat_with_tables
    assert mandat("add-account", "a@example.org", "--organisation", "Maison des droits").code == 0

    answer = mandat("demo")

    assert answer.code == 3
    assert not (mandat.folder / "demo").exists()
