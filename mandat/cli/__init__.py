"""The command line: `mandat`."""
