"""Forms about an organisation: its settings, its people, its programmes, its grids."""
