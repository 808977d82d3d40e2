"""Settings. Whatever a council may set is read here, from the environment, and fails loudly."""

import os
import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

# Debian's own SQLite can corrupt a write-ahead log on reset (mended in 3.51.3). This one is newer.
import pysqlite3

sys.modules["sqlite3"] = sys.modules["sqlite3.dbapi2"] = pysqlite3

from csp.constants import NONE, SELF  # noqa: E402 - after the change of SQLite, as are those below
from django.core.exceptions import ImproperlyConfigured  # noqa: E402 - as above

from concordat.papers.html import style_digest  # noqa: E402 - as above
from concordat.people.rules import single_sign_on  # noqa: E402 - as above


def flag(name: str, *, default: str) -> bool:
    word = os.getenv(name, default)
    if word not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} is {word!r}. Set it to yes or no.")
    return word == "yes"


def required(name: str, *, stand_in: str) -> str:
    """A setting that a council must make. Developers and the demonstration have a stand-in."""
    word = os.getenv(name) or (stand_in if DEBUG or DEMO else "")
    if not word:
        raise ImproperlyConfigured(f"{name} is not set. Set it, or set DEMO=yes to look around Marlbridge.")
    return word


def database(url: str) -> dict[str, object]:
    """`sqlite:///file` for one council from one file; `postgresql://user:password@host/name` for many."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: an answer that was acknowledged survives a power cut. secure_delete: what was erased
                # (a person's link, an opened ballot box) is overwritten in the file, not only forgotten.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or dict(parse_qsl(parts.query)).get("host", "")),
            "PORT": str(parts.port or ""),
            # A connection is tried before it is used: the server may have dropped it meanwhile.
            "CONN_HEALTH_CHECKS": True,
            # While the server is away a page says so after five seconds, and does not hang for half a minute.
            "OPTIONS": {
                "pool": {"min_size": 1, "max_size": int(os.getenv("DATABASE_POOL", "10")), "timeout": 5}
            },
        }
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgresql://.")


DEBUG = flag("DEBUG", default="no")
DEMO = flag("DEMO", default="no")
SECRET_KEY = required("SECRET_KEY", stand_in="not-a-secret-and-only-to-look-around")
SECRET_KEY_FALLBACKS = [key for key in os.getenv("SECRET_KEY_FALLBACKS", "").split(",") if key]
ALLOWED_HOSTS = required("ALLOWED_HOSTS", stand_in="localhost,127.0.0.1,[::1]").split(",")
ADDRESS = os.getenv("ADDRESS", "http://127.0.0.1:8000").rstrip(
    "/"
)  # how people reach us; stands in every e-mail
SECURE = ADDRESS.startswith("https://")
CSRF_TRUSTED_ORIGINS = [ADDRESS]

INSTALLED_APPS = [
    "concordat.home",
    "concordat.surveys",
    "concordat.viewpoints",
    "concordat.enquiries",
    "concordat.protocol",
    "concordat.letters",
    "concordat.people",
    "concordat.trail",
    "concordat.calendar",
    "concordat.design",
    "concordat.papers",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "concordat.people.gate.NothingOfTheDevice",
    "concordat.people.gate.NoNulInAnAddress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "concordat.people.gate.SignedInByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "concordat.design.rendering.Forms"
ROOT_URLCONF = "concordat.urls"
WSGI_APPLICATION = "concordat.wsgi.application"

DATABASES = {"default": database(os.getenv("DATABASE_URL", "sqlite:///var/concordat.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # In the database, so that every process counts a visitor's tries together.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "throttle_cache"},
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:front_door"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "concordat.people.gate.Doors"
# Wrong codes from an app, or from the paper in the drawer: whoever tries has the letter box already.
ACCOUNT_RATE_LIMITS = {"login_failed": "120/15m/ip,5/5m/key,20/1d/key"}

# Whoever runs a council signs in with a second step; where one only looks around or writes code, not yet.
SECOND_STEP = flag("SECOND_STEP", default="no" if DEBUG or DEMO else "yes")
MFA_ADAPTER = "concordat.people.gate.Secrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_TOLERANCE = 1  # half a minute either way: telephones keep good time, and people type slowly
MFA_RATE_LIMITS = {"webauthn_login": "240/15m/ip"}

# The council's own sign-in, by OpenID Connect (docs/single-sign-on.md). None where OIDC_ISSUER is not set.
try:
    OIDC = single_sign_on.read(os.environ)
except single_sign_on.NotSettled as wrong:
    raise ImproperlyConfigured(str(wrong)) from None

# Not renewed by each page: a session's row would tell when its owner last did something, a ballot included.
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^(alive|ready)$"]  # asked by machines beside us, which speak plain HTTP
BEHIND_PROXY = flag("BEHIND_PROXY", default="no")
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0  # or every visitor would share one throttle
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        # A paper that is read in the browser brings its style along, so that the saved file has it too.
        "style-src": [SELF, style_digest()],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *([OIDC.origin, *OIDC.ways] if OIDC else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# No page follows the browser by itself: half in Welsh, it would be read out wrongly (docs/decisions/0014).
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(os.getenv("STATIC_ROOT", "var/static"))
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# One roster of the largest council, ten times over; whoever sends more is told so before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

DEFAULT_FROM_EMAIL = os.getenv("EMAIL_FROM", "Concordat <concordat@localhost>")
EMAIL_HOST = os.getenv("SMTP_HOST", "")
EMAIL_PORT = int(os.getenv("SMTP_PORT", "587"))
EMAIL_HOST_USER = os.getenv("SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.getenv("SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("SMTP_TLS", default="yes")
EMAIL_TIMEOUT = 15
EMAIL_FILE_PATH = os.getenv("EMAIL_FOLDER", "var/mail")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"

# Whose word is taken that an e-mail to the enquiries mailbox comes from its sender (docs/running.md).
MAIL_CHECKED_BY = os.getenv("MAIL_CHECKED_BY", "")

LOG_FORMAT = os.getenv("LOG_FORMAT", "words" if DEBUG or DEMO else "json")
if LOG_FORMAT not in {"words", "json"}:
    raise ImproperlyConfigured(f"LOG_FORMAT is {LOG_FORMAT!r}. Set it to words or json.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # A line about a ballot or a sort would tell when it came in, and with which link.
    "filters": {
        "no_ballots": {"()": "concordat.surveys.rules.links.NoBallots"},
        "no_sorts": {"()": "concordat.viewpoints.rules.unlogged.NoSorts"},
    },
    # In words an exception says all it knows, names of people included: for a developer's own machine.
    "formatters": {"json": {"()": "concordat.trail.rules.logs.Plainly"}, "words": {}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["no_ballots", "no_sorts"],
            "formatter": LOG_FORMAT,
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # a page that is not there, or not for someone, is no fault
        "weasyprint": {"level": "ERROR"},
    },
}
