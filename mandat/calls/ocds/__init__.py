"""Calls as open contracting data (OCDS 1.1.5)."""
