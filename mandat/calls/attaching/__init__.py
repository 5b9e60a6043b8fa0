"""Files that go with a call: for everybody once it is public, or from a later stage on."""
