"""mandat: from terms of reference to a position you can defend."""
