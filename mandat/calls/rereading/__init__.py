"""A corrected file is read onto the same draft: what differs is shown before anything changes."""
