"""Settings of a worker that tests kill: on PostgreSQL its lease ends after seconds."""

import os

from config import env
from config.settings.prod import *  # noqa: F403 -- a settings module extends its base
from config.settings.prod import Q_CLUSTER

if env.read("MANDAT_DATABASE_URL"):
    seconds = int(os.environ.get("TASK_SECONDS", "4"))  # that one task may take
    Q_CLUSTER = {**Q_CLUSTER, "timeout": seconds, "retry": seconds + 1}
