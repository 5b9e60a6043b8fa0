"""One module per command: NAME, summary(), epilog(), configure(parser), run(arguments)."""
