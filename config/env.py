"""The only place that reads the environment. Each setting is described in `SETTINGS`.

`docs/reference/settings.md` lists the same names; a test compares the two.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent


class Misconfigured(ValueError):  # noqa: N818 -- reads as a sentence where it is raised
    """A setting that cannot be used; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    default: str
    meaning: str


SETTINGS = {
    s.name: s
    for s in (
        Setting(
            "MANDAT_DATA_DIR",
            "",
            "Folder of the database, mail and keys. Empty: `var` in a checkout, else "
            "`~/.local/share/mandat`.",
        ),
        Setting(
            "MANDAT_DATABASE_URL",
            "",
            "`postgresql://user:password@host:port/name`. Empty: SQLite in the data folder.",
        ),
        Setting(
            "MANDAT_URL",
            "http://localhost:8000",
            "Public address of the site; `https` switches on secure cookies and HSTS.",
        ),
        Setting(
            "MANDAT_HOSTS",
            "",
            "Further host names under which the site answers, separated by commas.",
        ),
        Setting(
            "MANDAT_SECRET_KEY",
            "",
            "Key that signs sessions. Empty: made once and kept in the data folder.",
        ),
        Setting(
            "MANDAT_DEMO",
            "",
            "`1` offers one-click sign-in of the demo accounts. Never on a public address.",
        ),
        Setting(
            "MANDAT_MAIL_URL",
            "",
            "`smtp://user:password@host:port` (STARTTLS, except on this machine itself) or "
            "`smtps://...`; `console:` writes mail to the worker's terminal. Empty: mail is "
            "written to a folder.",
        ),
        Setting(
            "MANDAT_KEYS_DIR",
            "",
            "Folder of the keys that open files and sealed values. Empty: `keys` in the data "
            "folder. Better on another disk: who has both has everything.",
        ),
        Setting(
            "MANDAT_WORKER_KEYS_DIR",
            "",
            "Folder of the keys that only the worker uses, such as those that open sealed offers "
            "on arrival. Empty: the folder of keys. It must exist, and the process of the pages "
            "need not reach it.",
        ),
        Setting(
            "MANDAT_FILES_DIR",
            "",
            "Folder of the files people send, encrypted. Empty: `files` in the data folder.",
        ),
        Setting(
            "MANDAT_S3_BUCKET",
            "",
            "Bucket of an S3 store that holds the files instead of the folder. Empty: the folder.",
        ),
        Setting(
            "MANDAT_S3_ENDPOINT",
            "",
            "Address of the S3 store, such as `https://s3.example.org`. Empty: Amazon's.",
        ),
        Setting("MANDAT_S3_REGION", "", "Region of the S3 store, when it has any."),
        Setting("MANDAT_S3_KEY_ID", "", "Name of the access key of the S3 store."),
        Setting("MANDAT_S3_SECRET", "", "The access key itself."),
        Setting(
            "MANDAT_CLAMD",
            "",
            "Virus scanner (ClamAV's clamd): `unix:/path/of/socket` or `tcp:host:port`. Empty: "
            "files are marked as not scanned.",
        ),
        Setting("MANDAT_MAIL_FROM", "mandat@localhost", "Sender of the mail that the site sends."),
        Setting(
            "MANDAT_MAIL_HOSTS",
            "",
            "Names of your own mail hosts, separated by commas: only the lines that they wrote say "
            "when a mail arrived that is imported from a file. Empty: the moment of the import.",
        ),
        Setting(
            "MANDAT_ORGANISATION",
            "",
            "Name of the organisation whose desk takes mail that nothing else places. Empty: the "
            "one that was there first.",
        ),
        Setting(
            "MANDAT_THREADS",
            "",
            "Threads of each server process. Empty: 64 on SQLite, 32 on PostgreSQL.",
        ),
        Setting(
            "MANDAT_PROCESSES",
            "",
            "Server processes. Empty: 1 on SQLite (the only value allowed there), 2 on PostgreSQL.",
        ),
        Setting(
            "MANDAT_IDLE_MINUTES",
            "",
            "Minutes without activity after which people are signed out whose roles meet "
            "confidential data. Empty: 15. For everybody else 120.",
        ),
        Setting(
            "MANDAT_PROXIES",
            "",
            "Number of proxies in front of the site whose `X-Forwarded-For` is believed when "
            "attempts to sign in are counted. Empty: 1 with `https`, else none.",
        ),
        Setting(
            "MANDAT_NOTICE_DAYS",
            "",
            "Days between publication and deadline under which the checker warns. Empty: the "
            "checker's own per kind of call.",
        ),
    )
}


def read(name: str) -> str:
    """The value of a declared setting, or its default."""
    return os.environ.get(name, "").strip() or SETTINGS[name].default


def data_dir() -> Path:
    """The folder that holds everything the site stores."""
    given = read("MANDAT_DATA_DIR")
    if given:
        return Path(given).expanduser().resolve()
    if (ROOT / "pyproject.toml").exists():
        return ROOT / "var"
    return Path.home() / ".local" / "share" / "mandat"


def secret_key() -> str:
    """The signing key: given, or made once and kept readable by its owner alone."""
    given = read("MANDAT_SECRET_KEY")
    if given:
        return given
    path = data_dir() / "secret.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process made it a moment ago
            return path.read_text().strip()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def is_demo() -> bool:
    """Whether demo accounts may sign in by one click: asked for, or the data are the demo's."""
    return read("MANDAT_DEMO") == "1" or (data_dir() / "demo").exists()


def number(name: str, default: int) -> int:
    value = read(name)
    if not value:
        return default
    if not value.isdigit() or int(value) < 1:
        raise Misconfigured(f"{name} is {value!r}: write a whole number of at least 1.")
    return int(value)


def database() -> dict[str, object]:
    """The `default` entry of DATABASES."""
    url = read("MANDAT_DATABASE_URL")
    if not url:
        return {
            "ENGINE": "mandat.core.sqlite",
            "NAME": str(data_dir() / "mandat.sqlite3"),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise Misconfigured(
            "MANDAT_DATABASE_URL must look like postgresql://user:password@host:5432/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def mailer() -> dict[str, object]:
    """The `default` entry of MAILERS."""
    url = read("MANDAT_MAIL_URL")
    if not url:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(data_dir() / "mail")},
        }
    if url == "console:":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise Misconfigured("MANDAT_MAIL_URL must look like smtp://user:password@host:587.")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and not _is_loopback(parts.hostname),
            "timeout": 20,
        },
    }


def keys_dir() -> Path:
    """The folder of the keys, apart from the database."""
    given = read("MANDAT_KEYS_DIR")
    return Path(given).expanduser().resolve() if given else data_dir() / "keys"


def worker_keys_dir() -> Path | None:
    """The folder of the worker's own keys; None when they lie with the others."""
    given = read("MANDAT_WORKER_KEYS_DIR")
    if not given:
        return None
    own, others = Path(given).expanduser().resolve(), keys_dir()
    if own in others.parents or others in own.parents:
        raise Misconfigured("MANDAT_WORKER_KEYS_DIR and MANDAT_KEYS_DIR may not lie in each other.")
    return own if own != others else None


def files_dir() -> Path:
    """The folder of the files people send, when no S3 store holds them."""
    given = read("MANDAT_FILES_DIR")
    return Path(given).expanduser().resolve() if given else data_dir() / "files"


def clamd() -> str:
    """The address of the virus scanner, "" when there is none."""
    given = read("MANDAT_CLAMD")
    kind, _, rest = given.partition(":")
    host, _, port = rest.rpartition(":")
    by_port = kind == "tcp" and bool(host) and port.isdigit()
    if given and not by_port and not (kind == "unix" and rest.startswith("/")):
        raise Misconfigured("MANDAT_CLAMD must look like unix:/run/clamd.sock or tcp:host:3310.")
    return given


def sealed_storage() -> dict[str, object]:
    """The `sealed` entry of STORAGES: a folder, or a bucket of an S3 store."""
    bucket = read("MANDAT_S3_BUCKET")
    if not bucket:
        return {
            "BACKEND": "mandat.documents.store.folder.FolderStorage",
            "OPTIONS": {"location": str(files_dir())},
        }
    endpoint = read("MANDAT_S3_ENDPOINT")
    if endpoint and urlsplit(endpoint).scheme not in ("https", "http"):
        raise Misconfigured("MANDAT_S3_ENDPOINT must look like https://s3.example.org.")
    return {
        "BACKEND": "mandat.documents.store.bucket.BucketStorage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "region_name": read("MANDAT_S3_REGION") or None,
            "access_key": read("MANDAT_S3_KEY_ID") or None,
            "secret_key": read("MANDAT_S3_SECRET") or None,
        },
    }


def hosts() -> list[str]:
    """Host names under which the site answers."""
    own = urlsplit(read("MANDAT_URL")).hostname or "localhost"
    further = [h.strip() for h in read("MANDAT_HOSTS").split(",") if h.strip()]
    return sorted({own, "localhost", "127.0.0.1", "[::1]", *further})


def prepare(*, stores_nothing: bool = False) -> None:
    """Django may start now. With `stores_nothing` no signing key is made or read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
    if stores_nothing:
        os.environ.setdefault("MANDAT_SECRET_KEY", secrets.token_urlsafe(50))


def locale_name() -> str:
    """The locale of the terminal, as POSIX orders its variables; "" when none is set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return value
    return ""


def colours_refused() -> bool:
    """Whether the terminal's user asked for no colours (no-color.org), or it has none."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def is_local() -> bool:
    """Whether the public address is this machine's own: nobody else comes by."""
    return _is_loopback(urlsplit(read("MANDAT_URL")).hostname or "localhost")


def answers_only_here() -> bool:
    """Whether every name under which the site answers can only mean this machine."""
    return is_local() and all(_is_loopback(host.strip("[]")) for host in hosts())


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")


def handed_on(**changes: str) -> dict[str, str]:
    """The environment for a program that we start: ours, with these values; "" takes one away."""
    changed = {**os.environ, **changes}
    return {name: value for name, value in changed.items() if value or name not in changes}
