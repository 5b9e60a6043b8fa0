"""Files that come in pieces over a bad line: begun, continued after a break, finished, given up.

`models` keeps what was acknowledged, `services` takes the pieces, `spool` keeps the file of an
ordinary form off the disk until it is sealed.
"""
