"""Every setting, and the only reader of the environment. README.md has the table of what may be set."""

from datetime import date
from os import environ
from pathlib import Path

import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from careplan import database

BASE_DIR = Path(__file__).resolve().parent.parent


def _switch(name: str, default: bool) -> bool:
    return environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def _day(name: str) -> date | None:
    text = environ.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a date such as 2022-03-31, not {text!r}.") from None


def _whole_number(name: str, default: int) -> int:
    text = environ.get(name, "")
    try:
        return int(text) if text else default
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {text!r}.") from None


# The council and its demonstration
COUNCIL_NAME = environ.get("CAREPLAN_COUNCIL_NAME", "Example Council")
COUNCIL_LOGO = environ.get("CAREPLAN_COUNCIL_LOGO", "")
COUNCIL_COLOUR = environ.get("CAREPLAN_COUNCIL_COLOUR", "#2a2f5b")
COUNCIL_CONTACT = environ.get("CAREPLAN_COUNCIL_CONTACT", "")
THREESIXTY_PREFIX = environ.get("CAREPLAN_360GIVING_PREFIX", "")
DEMONSTRATION = _switch("CAREPLAN_DEMONSTRATION", False)
TODAY = _day("CAREPLAN_TODAY")
STALE_AFTER_DAYS = _whole_number("CAREPLAN_STALE_AFTER_DAYS", 92)
REMIND_AFTER_DAYS = _whole_number("CAREPLAN_REMIND_AFTER_DAYS", 5)

# The database: a given address, or the embedded Postgres of a first run
DATABASE_URL = environ.get("DATABASE_URL", "")
DATABASES = {"default": database.configuration(DATABASE_URL, BASE_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Security
FIRST_RUN_KEY = "public-key-of-a-first-run-on-the-embedded-database-never-of-a-deployment"
SECRET_KEY = environ.get("CAREPLAN_SECRET_KEY", "" if DATABASE_URL else FIRST_RUN_KEY)
if not SECRET_KEY:
    raise ImproperlyConfigured("CAREPLAN_SECRET_KEY must be set to a long random text when DATABASE_URL is set.")
DEBUG = _switch("CAREPLAN_DEBUG", False)
ALLOWED_HOSTS = environ.get("CAREPLAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = _switch("CAREPLAN_HTTPS", bool(DATABASE_URL) and not DEMONSTRATION)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _switch("CAREPLAN_BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 12
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

INSTALLED_APPS = [
    "careplan.apps.CareplanConfig",
    "partners.apps.PartnersConfig",
    "priorities.apps.PrioritiesConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "django_filters",
    "pghistory",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "careplan.caching.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "partners.access.RoleRequiredMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "careplan.clock.TodayMiddleware",
]

ROOT_URLCONF = "careplan.urls"
WSGI_APPLICATION = "careplan.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "careplan.context.council",
                "priorities.context.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "careplan"

# Sign-in
AUTH_USER_MODEL = "partners.User"
AUTHENTICATION_BACKENDS = ["partners.backends.PeopleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "partners.adapter.NoSignUp"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

# History: every insert, change and delete of every table leaves a row, by trigger
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"
PGHISTORY_APPEND_ONLY = True
PGHISTORY_ADMIN_CLASS = None

# Words, dates and numbers
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# Files that people send, in a folder that no web server shows: the project itself sends them
FILES = environ.get("CAREPLAN_FILES", "") or str(BASE_DIR / "media")
EVIDENCE_MB = _whole_number("CAREPLAN_EVIDENCE_MB", 20)
FILE_UPLOAD_HANDLERS = [
    "careplan.files.NoMoreThanNeeded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# Assets, built by `make assets`
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static" / "build"]
FONTS = BASE_DIR / "careplan" / "fonts"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Mail: printed where no server is given, with links to where the site is
FIRST_RUN_URL = "http://127.0.0.1:8000"
SITE_URL = environ.get("CAREPLAN_URL", FIRST_RUN_URL).rstrip("/")
EMAIL_HOST = environ.get("CAREPLAN_EMAIL_HOST", "")
EMAIL_PORT = _whole_number("CAREPLAN_EMAIL_PORT", 25)
EMAIL_HOST_USER = environ.get("CAREPLAN_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = environ.get("CAREPLAN_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = _switch("CAREPLAN_EMAIL_TLS", bool(EMAIL_HOST_USER))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environ.get("CAREPLAN_EMAIL_FROM", "careplan@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
