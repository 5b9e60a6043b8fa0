"""The application as `mandat serve` loads it: a server process that ends with `mandat serve`."""

from config.wsgi import application
from mandat.core.processes import die_with_parent

__all__ = ["application"]

die_with_parent()
