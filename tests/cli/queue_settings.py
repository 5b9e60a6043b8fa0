"""Settings of a worker that tests kill: on PostgreSQL its lease ends after seconds."""

from config import env
from config.settings.prod import *  # noqa: F403 -- a settings module extends its base
from config.settings.prod import Q_CLUSTER

if env.read("MANDAT_DATABASE_URL"):
    Q_CLUSTER = {**Q_CLUSTER, "timeout": 4, "retry": 5}
