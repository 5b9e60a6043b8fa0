"""Applications to a call that is over, each with claims of its own."""

from tests.intake.applying import WORDS
from tests.intake.desk.making import end_call, filed_whole

CLAIMS_YES = {"answers": {"0": {"says": "yes", "note": "Master de 2011"}}}
CLAIMS_NO = {"answers": {"0": {"says": "no", "note": ""}}}


def words_with(**changes):
    return {**WORDS, **changes}


def filed_by(call, address, **changes):
    """An application of a further applicant, with every document."""
    return filed_whole(call, address=address, words=words_with(**changes))


def over(call, *applications):
    """The deadline is behind; the applications as they are now."""
    end_call(call)
    for application in applications:
        application.refresh_from_db()
    return applications
