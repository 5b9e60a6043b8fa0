"""A real mailbox: Dovecot without privileges in a folder of its own, and a mail server before it.

Letters come by SMTP from Python's own client; the server hands them to Dovecot's delivery agent,
which writes them into the mailbox that IMAP shows.
"""

import contextlib
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from email.utils import formatdate
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

LOGIN, PASSWORD = "applications", "à mots couverts"
_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{folder}/mail
mail_uid = {uid}
mail_gid = {gid}
maildir_stat_dirs = yes
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def binary() -> str | None:
    return shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")


class Dovecot:
    """One mailbox `applications`, on ports of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        root = os.getuid() == 0
        self.account = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
        self.given = {"user": self.account.pw_uid, "group": self.account.pw_gid} if root else {}
        self.port, self.tls_port = free_port(), free_port()
        self.certificate = folder / "cert.pem"
        self._prepare()
        self.server = subprocess.Popen(
            [binary(), "-F", "-c", str(folder / "conf")],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            **(self.given | ({"extra_groups": []} if self.given else {})),
        )  # fmt: skip

    def _prepare(self) -> None:
        for name in ("run", "mail/new", "mail/cur", "mail/tmp", "home"):
            (self.folder / name).mkdir(parents=True)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
             "-keyout", str(self.folder / "key.pem"), "-out", str(self.certificate)],
            check=True, capture_output=True,
        )  # fmt: skip
        (self.folder / "users").write_text(f"{LOGIN}:{{PLAIN}}{PASSWORD}::::::\n")
        group = grp.getgrgid(self.account.pw_gid).gr_name
        key = f"ssl_cert = <{self.certificate}\nssl_key = <{self.folder}/key.pem"
        (self.folder / "conf").write_text(
            _CONFIG.format(
                folder=self.folder, user=self.account.pw_name, group=group, port=self.port,
                tls_port=self.tls_port, uid=self.account.pw_uid, gid=self.account.pw_gid,
                ssl="yes", certificate=key,
            )
        )  # fmt: skip
        for path in [self.folder, *self.folder.rglob("*")]:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def wait(self) -> None:
        for _ in range(200):
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", self.port), timeout=1) as line,
            ):
                if b"OK" in line.recv(200):
                    return
            time.sleep(0.05)
        log = self.folder / "log"
        raise AssertionError(log.read_text() if log.exists() else "dovecot does not answer")

    def deliver(self, raw: bytes) -> None:
        """The letter is in the mailbox, put there by Dovecot's own delivery agent."""
        subprocess.run(
            ["/usr/lib/dovecot/dovecot-lda", "-c", str(self.folder / "conf"), "-d", LOGIN],
            input=raw, check=True, capture_output=True,
            env={"HOME": str(self.folder / "home"), "USER": LOGIN, "PATH": os.environ["PATH"]},
            **self.given,
        )  # fmt: skip

    def put(self, raw: bytes, at: float) -> None:
        """The letter is in the mailbox with this instant of arrival."""
        path = self.folder / "mail" / "new" / f"{time.time_ns()}.M1.here"
        path.write_bytes(raw)
        os.chown(path, self.account.pw_uid, self.account.pw_gid)
        os.utime(path, (at, at))

    def renumber(self) -> None:
        """The server forgets its numbers: every message has another, under a new UIDVALIDITY."""
        for path in (self.folder / "mail").glob("dovecot*"):
            path.unlink()
        time.sleep(1.1)  # the new number is the second of its making

    def messages(self) -> list[Path]:
        return [*(self.folder / "mail/new").iterdir(), *(self.folder / "mail/cur").iterdir()]

    def stop(self) -> None:
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(timeout=20)


class MailServer:
    """Takes letters by SMTP, adds its line on top and hands them to Dovecot."""

    def __init__(self, dovecot: Dovecot) -> None:
        self.dovecot = dovecot
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 -- the library's name
        line = (
            "Received: from client.example (client.example [127.0.0.1])\r\n"
            f"\tby mx.example.org (Test) with ESMTP; {formatdate(localtime=True)}\r\n"
        )
        self.dovecot.deliver(line.encode() + envelope.original_content)
        return "250 kept"


@pytest.fixture
def dovecot():
    if binary() is None:
        pytest.skip("dovecot is not installed (Debian: dovecot-imapd)")
    folder = Path(tempfile.mkdtemp(prefix="mandat-dovecot-"))
    folder.chmod(0o755)
    server = Dovecot(folder)
    try:
        server.wait()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def mail_server(dovecot):
    server = MailServer(dovecot)
    yield server
    server.controller.stop()
