"""How much of one letter is looked at. What lies beyond is told as a trouble.

The bounds are far above what people send: mail hosts stop at 25 to 50 MB.
"""

from typing import Final

LARGEST: Final = 64_000_000  # bytes of a letter; of a larger one only the head is read
HEAD: Final = 262_144  # bytes of the head of a letter or part
MOST_FIELDS: Final = 400  # header fields of one head
FIELD: Final = 16_384  # bytes of one header field
DEPTH: Final = 8  # multiparts within each other
NESTED: Final = 4  # letters within letters
MOST_PARTS: Final = 200
TEXT: Final = 400_000  # characters of the body that are kept
MARKUP: Final = 1_500_000  # characters of an HTML body that are read
MOST_ADDRESSES: Final = 100
MOST_LINKS: Final = 100
SUBJECT: Final = 998  # characters; RFC 5322 allows no longer line
LOGO: Final = 100_000  # bytes: an inline picture up to this size is decoration, a larger one a scan
