"""Address of the letters that an applicant received."""

from django.urls import URLPattern, path

from mandat.intake.mine import letters

letters_urls: list[URLPattern] = [
    path("<uuid:public_id>/letters/", letters.show_letters, name="show_letters"),
]
