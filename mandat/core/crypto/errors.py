"""What can go wrong when something is opened, told apart by what a person can do about it."""


class CryptoError(Exception):
    """Something sealed cannot be opened, or a key cannot be used."""


class KeyGone(CryptoError):  # noqa: N818 -- reads as a sentence where it is raised
    """The key was destroyed on purpose: what it sealed is erased, for ever."""


class KeyMissing(CryptoError):  # noqa: N818 -- reads as a sentence where it is raised
    """The key is not there, and nobody destroyed it: the folder of keys was not put back."""


class Tampered(CryptoError):  # noqa: N818 -- reads as a sentence where it is raised
    """What is stored is not what was sealed: changed, cut, or moved from another place."""


class HoldersOnly(CryptoError):  # noqa: N818 -- reads as a sentence where it is raised
    """Sealed to a public key whose private half this site has not: only its holders open it."""


class NotForThisProcess(CryptoError):  # noqa: N818 -- reads as a sentence where it is raised
    """The private half is the worker's: another process neither opens with it nor makes it."""


class AnotherKeyThere(CryptoError):  # noqa: N818 -- reads as a sentence where it is raised
    """The name has its public half for good, and what was given is another one."""
