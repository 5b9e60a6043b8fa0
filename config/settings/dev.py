"""Settings for work on the code: errors shown in full, static files from their sources."""

from config import env
from config.settings.base import *  # noqa: F403 -- a settings module extends its base

DEBUG = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "sealed": env.sealed_storage(),
}
