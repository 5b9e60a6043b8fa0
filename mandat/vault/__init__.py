"""Closed circles with their own key; who people are, kept apart from what they said; consents."""
