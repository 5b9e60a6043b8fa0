"""What was corrected after the deadline stands beside what was filed, for whoever reads it."""

import pytest

from mandat.intake.services.erasing import add_correction
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account
from tests.intake.applying import filed_application
from tests.proving import sign_in

pytestmark = pytest.mark.django_db


def test_a_correction_is_read_by_the_clerk(client, organisation):
    application = filed_application(published_call(organisation))
    add_correction(application=application, text="Le titre du mandat de 2021 est inexact.")
    sign_in(client, make_account(role=Role.CLERK, organisation=organisation))

    page = client.get(f"/intake/applications/{application.public_id}/").text

    assert "Le titre du mandat de 2021 est inexact." in page
