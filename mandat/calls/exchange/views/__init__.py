"""Pages of asking and following for everybody, of answering and amending for officers."""
