"""Dates and times in Arabic: Django's own mix English order into right-to-left text."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
SHORT_DATETIME_FORMAT = "Y/m/d، H:i"
DATE_FORMAT = "j F Y"
