"""What the worker does about the time of calls."""

from mandat.calls.life import services


def close_due_calls() -> None:
    services.close_due_calls()


def recompute_deadlines() -> None:
    services.recompute_deadlines()
