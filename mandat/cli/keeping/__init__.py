"""Backups: what the site stores, set aside whole, and put back."""
