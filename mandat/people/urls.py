"""Addresses of sign-in and of one's own account.

allauth finds its pages by names without room, so they stand beside ours, not under `people:`.
There is no page to sign up or to change addresses: an organisation makes accounts.
"""

from allauth.account import views as allauth
from django.urls import include, path, re_path

from mandat.people import views

own = [
    path("account/", views.show_account, name="show_account"),
    path("demo/<str:token>/", views.sign_in_demo, name="sign_in_demo"),
]

sign_in = [
    path("login/", views.sign_in, name="account_login"),
    path("login/code/", allauth.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", allauth.signup, name="account_signup"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path(
        "confirm-email/",
        allauth.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns = [
    path("", include((own, "people"))),
    path("accounts/", include(sign_in)),
]
