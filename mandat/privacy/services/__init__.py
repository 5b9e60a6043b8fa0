"""What changes in requests and records; one module for each kind of work."""

from mandat.privacy.services.replay import replay_erasures

__all__ = ["replay_erasures"]
