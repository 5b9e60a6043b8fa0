"""A public call in other forms: PDF, feed, calendar, announcement."""
