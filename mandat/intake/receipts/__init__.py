"""Receipts: what they say, how they are signed, and how anybody checks one."""
