"""Addresses of an applicant's own pages."""

from django.urls import URLPattern

from mandat.intake.mine.application_urls import application_urls
from mandat.intake.mine.letters_urls import letters_urls
from mandat.intake.mine.offer_urls import offer_urls
from mandat.intake.mine.proof_urls import proof_urls
from mandat.intake.mine.rights_urls import rights_urls
from mandat.intake.mine.team_urls import team_urls

app_name = "my"
urlpatterns: list[URLPattern] = [
    *application_urls,
    *team_urls,
    *offer_urls,
    *rights_urls,
    *proof_urls,
    *letters_urls,
]
