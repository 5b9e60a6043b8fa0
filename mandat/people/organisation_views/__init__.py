"""Pages of an organisation, by noun."""
