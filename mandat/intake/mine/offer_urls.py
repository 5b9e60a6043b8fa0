"""Addresses of the offer: days, prices, validity."""

from django.urls import URLPattern, path

from mandat.intake.mine import offer

offer_urls: list[URLPattern] = [
    path("<uuid:public_id>/offer/", offer.edit_offer, name="edit_offer"),
]
