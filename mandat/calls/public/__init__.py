"""What everybody sees of calls, without account."""
