"""Sealed files: bytes go in, lie encrypted in a folder or an S3 store, and come out verified.

`segments` holds the cryptography, `objects` the storage, `writing` and `reading` join the two.
"""

from mandat.documents.store.reading import read_sealed
from mandat.documents.store.segments import SEGMENT, Missing, Seal, StorageFailed
from mandat.documents.store.writing import SealedWriter, WrongSize, seal_stream

__all__ = [
    "SEGMENT",
    "Missing",
    "Seal",
    "SealedWriter",
    "StorageFailed",
    "WrongSize",
    "read_sealed",
    "seal_stream",
]
