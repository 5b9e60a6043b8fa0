"""A storage that dies, fills up or goes away at a chosen moment. Chosen by settings, not mocked."""

import errno
from contextlib import contextmanager

from django.conf import settings
from django.test import override_settings

from mandat.documents.store.folder import FolderStorage


class Killed(BaseException):
    """The process ends here: no `except Exception` of ours sees it, as none would see SIGKILL."""


class FaultyStorage(FolderStorage):
    """`fault` is asked before and after each act: (when, act, name)."""

    fault = None

    def _ask(self, when, act, name):
        if FaultyStorage.fault is not None:
            return FaultyStorage.fault(when, act, name)
        return None

    def _save(self, name, content):
        self._ask("before", "save", name)
        saved = super()._save(name, content)
        self._ask("after", "save", name)
        return saved

    def write_at(self, name, offset, data):
        if self._ask("before", "write", name) == "tear":
            super().write_at(name, offset, data[: len(data) // 2])
            raise Killed
        super().write_at(name, offset, data)
        self._ask("after", "write", name)

    def rename(self, name, new):
        self._ask("before", "rename", name)
        super().rename(name, new)
        self._ask("after", "rename", name)

    def delete(self, name):
        self._ask("before", "delete", name)
        super().delete(name)
        self._ask("after", "delete", name)


@contextmanager
def faults(fault):
    """Within, `fault` is asked at every act of the storage."""
    storages = {**settings.STORAGES}
    storages["sealed"] = {**storages["sealed"], "BACKEND": f"{__name__}.FaultyStorage"}
    with override_settings(STORAGES=storages):
        FaultyStorage.fault = staticmethod(fault)
        try:
            yield
        finally:
            FaultyStorage.fault = None


def full(when, act, _name):
    if when == "before" and act != "delete":
        raise OSError(errno.ENOSPC, "no space")


def away(when, act, _name):
    if when == "before" and act != "delete":
        raise OSError(errno.EHOSTUNREACH, "no route")


def torn(when, act, _name):
    return "tear" if (when, act) == ("before", "write") else None


def killed_at(moment, act):
    def fault(when, did, _name):
        if (when, did) == (moment, act):
            raise Killed

    return fault
