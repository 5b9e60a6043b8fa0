"""What can go wrong when something is opened, told apart by what a person can do about it."""


class CryptoError(Exception):
    """Something sealed cannot be opened, or a key cannot be used."""


class KeyGone(CryptoError):  # noqa: N818 -- reads as a sentence where it is raised
    """The key was destroyed on purpose: what it sealed is erased, for ever."""


class KeyMissing(CryptoError):  # noqa: N818 -- reads as a sentence where it is raised
    """The key is not there, and nobody destroyed it: the folder of keys was not put back."""


class Tampered(CryptoError):  # noqa: N818 -- reads as a sentence where it is raised
    """What is stored is not what was sealed: changed, cut, or moved from another place."""
