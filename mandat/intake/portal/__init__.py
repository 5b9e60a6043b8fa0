"""The way in for applicants: an address, a link, and the pages behind it."""
