"""Settings of the test suite: fast hashing, mail kept in memory, plain static files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from config import env
from config.settings.base import *  # noqa: F403 -- a settings module extends its base
from config.settings.base import MIDDLEWARE as _MIDDLEWARE

SECRET_KEY = "only-for-tests"  # noqa: S105 -- signs nothing outside the suite
DEMO = False
SECOND_FACTOR_BY_ROLE = False  # tests/people/test_second_factor*.py switch it on
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Files and keys of the suite: a folder of this process, gone when it ends.
_STORE = tempfile.mkdtemp(prefix="mandat-test-store-")
atexit.register(shutil.rmtree, _STORE, ignore_errors=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "sealed": {
        "BACKEND": "mandat.documents.store.folder.FolderStorage",
        "OPTIONS": {"location": f"{_STORE}/files"},
    },
}
KEYS_DIR = Path(_STORE, "keys")
WORKER_KEYS_DIR = None
# Threads of the test server come and go: none may keep its connection. A file, not memory: in
# memory they would share one connection, and with it one another's transactions.
DATABASES = {"default": env.database() | {"CONN_MAX_AGE": 0}}
if DATABASES["default"]["ENGINE"] == "mandat.core.sqlite":
    _FILE = f"mandat-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": f"{tempfile.gettempdir()}/{_FILE}"}
# The test server serves static files from their sources; nothing was collected for whitenoise.
MIDDLEWARE = [m for m in _MIDDLEWARE if not m.startswith("whitenoise")]
