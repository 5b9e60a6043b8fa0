"""Settings shared by every shape the site runs in. Values come from `config.env`."""

import zoneinfo

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from config import env

BASE_DIR = env.ROOT
DATA_DIR = env.data_dir()
DEMO = env.is_demo() and env.answers_only_here()  # whatever starts the site, not in public
SITE_URL = env.read("MANDAT_URL").rstrip("/")
HTTPS = SITE_URL.startswith("https://")

SECRET_KEY = env.secret_key()
DEBUG = False
ALLOWED_HOSTS = env.hosts()

INSTALLED_APPS = [
    "mandat.core",
    "mandat.audit",
    "mandat.mail",
    "mandat.people",
    "mandat.search",
    "mandat.documents",
    "mandat.vault",
    "mandat.privacy",
    "mandat.calls",
    "mandat.intake",
    "mandat.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # after mandat.web, whose field template wins
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_q",
]

MIDDLEWARE = [
    "mandat.web.instants.ArrivalInstantMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mandat.core.passes.PassesMiddleware",
    "mandat.core.passes.SignInOrPassMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mandat.web.middleware.PrivatePagesMiddleware",
    "mandat.web.middleware.AccountLanguageMiddleware",
    "mandat.web.middleware.SignInAgainMiddleware",
    "mandat.people.sign_in.middleware.TimeOutMiddleware",
    "mandat.people.sign_in.middleware.SecondFactorMiddleware",
    "mandat.people.sign_in.middleware.FreshProofMiddleware",
    "mandat.web.middleware.RuleBrokenMiddleware",
    "mandat.web.body_limit.BodyLimitMiddleware",
    "mandat.web.upload_slots.UploadSlotsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mandat.web.context.house",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": env.database()}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_count",
        "KEY_FUNCTION": "mandat.people.sign_in.limits.hashed_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # e-mail is unique without regard to case, by constraint
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:show_home"
LOGOUT_REDIRECT_URL = "web:show_front"

ACCOUNT_FORMS = {
    "login": "mandat.people.forms.SignInForm",
    "request_login_code": "mandat.people.forms.AskForCodeForm",
    "reset_password": "mandat.people.forms.ForgottenPasswordForm",
}
ACCOUNT_ADAPTER = "mandat.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # seconds; mail can be slow
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a change of the ways to sign in is mailed to the account
# Per key: the address or account that is tried. Per ip: where it comes from, by the number of
# proxies that are believed, so that a header cannot be made up. What is kept is a keyed hash.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key,20/h/key",
    "request_login_code": "20/m/ip,3/m/key,15/h/key",
    "reset_password": "20/m/ip,3/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("MANDAT_PROXIES", 1 if HTTPS else 0)

MFA_ADAPTER = "mandat.people.adapter.FactorAdapter"
MFA_FORMS = {
    "activate_totp": "mandat.people.forms.AddAppForm",
    "authenticate": "mandat.people.forms.ShowFactorForm",
    "reauthenticate": "mandat.people.forms.ProveFactorForm",
    "add_webauthn": "mandat.people.forms.AddPasskeyForm",
    "login_webauthn": "mandat.people.forms.PasskeySignInForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "mandat"
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds; clocks of telephones differ
SECOND_FACTOR_BY_ROLE = True  # roles.NEEDS_SECOND_FACTOR; the suite asks for it where it tests it
IDLE_MINUTES = env.number("MANDAT_IDLE_MINUTES", 15)
IDLE_MINUTES_OTHERS = max(120, IDLE_MINUTES)

MAILERS = {"default": env.mailer()}
DEFAULT_FROM_EMAIL = env.read("MANDAT_MAIL_FROM")
MAIL_HOSTS = tuple(h.strip() for h in env.read("MANDAT_MAIL_HOSTS").split(",") if h.strip())
DEFAULT_ORGANISATION = env.read("MANDAT_ORGANISATION")

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "mandat" / "locale"]
FORMAT_MODULE_PATH = ["mandat.core.formats"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
# Clocks of countries come from the tzdata package alone, the same on every machine; what the
# system carries may be older, or missing.
zoneinfo.reset_tzpath(to=())

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "sealed": env.sealed_storage(),
}
KEY_PROVIDER = "mandat.core.crypto.local.LocalKeyProvider"
KEYS_DIR = env.keys_dir()
WORKER_KEYS_DIR = env.worker_keys_dir()  # of keys that only the worker uses; None: with the others
CLAMD = env.clamd()  # the virus scanner, "" when there is none
WHITENOISE_ALLOW_ALL_ORIGINS = False

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_ENGINE = "mandat.people.sign_in.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12  # seconds; nobody stays signed in longer, however busy
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mandat.web.errors.form_expired"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["mandat.documents.uploads.spool.SpoolHandler"]
# Requests with large bodies that one process reads at once: on slow lines each keeps a thread.
UPLOADS_AT_ONCE = max(1, min(16, env.number("MANDAT_THREADS", 32) // 2))

NOTICE_DAYS = env.number("MANDAT_NOTICE_DAYS", 0) or None

Q_CLUSTER = {
    "name": "mandat",
    "orm": "default",
    "broker_class": "mandat.core.queue.TwoListBroker",
    "workers": 1,
    "queue_limit": 1,  # tasks taken ahead of their turn: nothing overtakes them any more
    "timeout": 600,  # seconds that a task may take
    "retry": 660,  # a task whose worker was killed is done again after this; longer than timeout
    "max_attempts": 3,
    "ack_failures": False,  # a task that failed is tried again after `retry`
    "poll": 1,
    "save_limit": 250,
    "catch_up": False,  # a job that was missed is done once, not once for each time
    "log_level": "WARNING",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "mandat.core.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"mandat": {"level": "INFO"}},
}

IMPORT_MAX_BYTES = 25_000_000  # terms of reference of 100 pages with images stay well below
UPLOAD_MAX_BYTES = IMPORT_MAX_BYTES + 6_000_000  # a pasted text may stand beside the file
