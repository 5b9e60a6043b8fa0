"""Whole addresses of our own pages."""

import pytest

from mandat.core.addresses import absolute, site_host


@pytest.fixture
def elsewhere(settings):
    settings.SITE_URL = "https://appels.example.org:8443"


@pytest.mark.usefixtures("elsewhere")
def test_an_address_is_that_of_the_site_whoever_asks():
    assert absolute("open:list_calls") == "https://appels.example.org:8443/open/"
    assert absolute("open:show_call", token="a" * 22).endswith(f":8443/open/{'a' * 22}/")
    assert absolute("open:show_call", "a" * 22) == absolute("open:show_call", token="a" * 22)


def test_the_host_stands_without_its_port_and_a_site_without_one_is_local(settings):
    settings.SITE_URL = "https://appels.example.org:8443"
    assert site_host() == "appels.example.org"

    settings.SITE_URL = ""
    assert site_host() == "localhost"
