"""Writing a call step by step, from a template or from an earlier call."""
