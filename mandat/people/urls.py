"""Addresses of sign-in and of one's own account.

allauth finds its pages by names without room, so they stand beside ours, not under `people:`.
There is no page to sign up or to change addresses: an organisation makes accounts.
"""

from allauth.account import views as allauth
from allauth.mfa.base import views as factors
from django.urls import include, path, re_path

from mandat.people import organisation_urls, views
from mandat.people.sign_in import borrowed
from mandat.people.sign_in import views as ways
from mandat.people.sign_in.proof import recently_proved

own = [
    path("account/", views.show_account, name="show_account"),
    path("account/protect/", ways.start_second_factor, name="start_second_factor"),
    path("account/factors/<str:key>/rename/", ways.rename_passkey, name="rename_passkey"),
    path("account/factors/<str:key>/remove/", ways.remove_factor, name="remove_factor"),
    path("account/recovery-codes/", ways.make_recovery_codes, name="make_recovery_codes"),
    path(
        "account/recovery-codes/file/",
        ways.download_recovery_codes,
        name="download_recovery_codes",
    ),
    path("account/recovery-codes/kept/", ways.keep_recovery_codes, name="keep_recovery_codes"),
    path("account/prove/", ways.prove_by_code, name="prove_by_code"),
    path("account/clock/", ways.show_clock, name="show_clock"),
    path("account/stay/", ways.stay_signed_in, name="stay_signed_in"),
    path("account/sign-out-elsewhere/", ways.sign_out_elsewhere, name="sign_out_elsewhere"),
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
    path("password/set/", recently_proved()(allauth.password_set), name="account_set_password"),
    path("email/", ways.show_ways, name="account_email"),  # allauth leads there
    path("factors/", ways.show_ways, name="mfa_index"),
    path("factors/show/", factors.authenticate, name="mfa_authenticate"),
    path("factors/prove/", factors.reauthenticate, name="mfa_reauthenticate"),
    path(
        "factors/prove/passkey/",
        borrowed.ProveByPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("factors/passkey/", borrowed.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path(
        "factors/passkey/add/",
        recently_proved()(borrowed.AddPasskey.as_view()),
        name="mfa_add_webauthn",
    ),
    path(
        "factors/app/add/", recently_proved()(borrowed.AddApp.as_view()), name="mfa_activate_totp"
    ),
    path("factors/recovery-codes/", ways.show_recovery_codes, name="mfa_view_recovery_codes"),
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
    path("", include((own + organisation_urls.urlpatterns, "people"))),
    path("accounts/", include(sign_in)),
]
