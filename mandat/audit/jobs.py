"""What the journal has the worker do."""

import logging

from mandat.audit.services import WORKER, check_journal

logger = logging.getLogger(__name__)


def verify_journal() -> None:
    """Every chain was read and compared with its heads; the outcome stands in the journal."""
    broken = [verdict.chain for verdict in check_journal(by=WORKER) if verdict.findings]
    if broken:
        logger.error("the journal was changed in %d chains: mandat audit verify", len(broken))
