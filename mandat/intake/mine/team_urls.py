"""Addresses of the team, and of what its members are asked."""

from django.urls import URLPattern, path

from mandat.intake.mine import confirming, team

team_urls: list[URLPattern] = [
    path("<uuid:public_id>/team/", team.edit_team, name="edit_team"),
    path("member/link/<slug:key>/", confirming.open_member_link, name="open_member_link"),
    path("member/<uuid:public_id>/", confirming.confirm_member, name="confirm_member"),
]
