"""Pages of this room: for people who ask, for who answers, and the records."""
