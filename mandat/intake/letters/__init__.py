"""Reading incoming mail: bytes in, plain values out. No Django, no database, no clock."""
