"""A call from its draft to its archive: who agrees, what is checked first, when it ends."""
