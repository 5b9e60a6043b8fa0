"""A storage whose disk fills up."""

import errno
import os

from mandat.documents.store.folder import FolderStorage


class FullDisk(FolderStorage):
    """A folder on a disk with room for so many bytes: then it says what a full disk says."""

    room = 400_000

    def _save(self, name, content):
        whole = content.chunks()

        def until_full():
            left = self.room
            for piece in whole:
                left -= len(piece)
                if left < 0:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                yield piece

        content.chunks = until_full
        return super()._save(name, content)
