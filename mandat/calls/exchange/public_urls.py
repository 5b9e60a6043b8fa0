"""Addresses of asking and following, for everybody."""

from django.urls import URLPattern, path

from mandat.calls.exchange.views import public

urlpatterns: list[URLPattern] = [
    path("follow/", public.follow_call, name="follow_call"),
    path("follow/sent/", public.follow_sent, name="follow_sent"),
    path("follow/<slug:key>/", public.confirm_follower_page, name="confirm_follower"),
    path("follow/<slug:key>/leave/", public.leave_call_page, name="leave_call"),
    path("questions/ask/", public.ask_question_page, name="ask_question"),
    path("questions/sent/", public.question_sent, name="question_sent"),
]
