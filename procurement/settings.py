"""Django's settings, driven by the environment. Commands on files need no database, no server and no secret key."""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from pathlib import Path

from django.urls import reverse_lazy

from procurement.environment import broker, count, database, one_of, origin, secret, single_sign_on, switch

BASE_DIR = Path(__file__).resolve().parent.parent


# Demo: people of a made-up agency with known passwords, on this machine only
DEMO = switch("JEOUL_DEMO", default=False)
HTTPS = switch("JEOUL_HTTPS", default=not DEMO)
PROXIES = count("JEOUL_PROXIES", default=0, least=0, most=9)
IDLE_MINUTES = count("JEOUL_IDLE_MINUTES", default=20, least=10, most=30)
BROKER_URL = secret("JEOUL_BROKER_URL")
JOBS = "broker" if BROKER_URL else one_of("JEOUL_JOBS", known=("here", "elsewhere"))
LEASE_SECONDS = count("JEOUL_LEASE_SECONDS", default=60, least=5, most=600)
SWEEP_SECONDS = 15
METRICS_TOKEN = secret("JEOUL_METRICS_TOKEN")
LOGS = one_of("JEOUL_LOGS", known=("line", "json"))
SECRET_KEY = secret("JEOUL_SECRET_KEY") or (secrets.token_urlsafe(50) if DEMO else "")
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] if DEMO else os.environ.get("JEOUL_HOSTS", "").split()

OIDC = single_sign_on()
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *(["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"] if OIDC else []),
    "axes",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "procurement",
]
MIDDLEWARE = [
    "procurement.middleware.measure_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "procurement.middleware.guard_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "procurement.middleware.choose_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "procurement.middleware.require_second_factor",
    "procurement.middleware.limit_use",
    "procurement.middleware.answer_refusals",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "procurement.urls"
WSGI_APPLICATION = "procurement.wsgi.application"
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
                "procurement.web.context.surroundings",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "procurement.web.forms.PageForms"

DATA_DIR = Path(os.environ.get("JEOUL_DATA") or BASE_DIR)
DATABASES = {"default": database(secret("JEOUL_DATABASE_URL"), folder=DATA_DIR)}
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = broker(BROKER_URL, folder=DATA_DIR)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 4
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 2 * 3600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = {"send": {"task": "jobs.send", "schedule": SWEEP_SECONDS}}

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("JEOUL_STATIC") or BASE_DIR / "out" / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000

AUTH_USER_MODEL = "procurement.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    *(["allauth.account.auth_backends.AuthenticationBackend"] if OIDC else []),
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "procurement.web.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_ADAPTER = "procurement.web.adapters.SecondFactors"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Jeoul"
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "procurement.web.adapters_oidc.AgencyAccounts"
SOCIALACCOUNT_PROVIDERS = OIDC
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_AUTO_SIGNUP = False

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "procurement.web.errors.locked_out"
AXES_CLIENT_IP_CALLABLE = "procurement.web.asking.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SECURE_CSP = {
    "default-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    # the form that begins the agency's sign-on is answered with a way to its server
    "form-action": ["'self'", *(origin(os.environ["JEOUL_OIDC_SERVER"]) for _ in OIDC)],
}
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# a session ends when no page was asked for so long: each page begins it anew
SESSION_COOKIE_AGE = IDLE_MINUTES * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "procurement.web.errors.forged"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "procurement.api.problems.answer",
    "DEFAULT_SCHEMA_CLASS": "procurement.api.schema.Operations",
    # each resource names its own; a view that does not is open to nobody
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "저울 Jeoul",
    "DESCRIPTION": "측정 결과에서 평가표까지, 화면과 같은 일을 하는 API. / The REST API beside the pages.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "JobStateEnum": "procurement.models.job.JobState",
        "ReleaseStateEnum": "procurement.api.parts.RELEASE_STATES",
        "ProposalStateEnum": "procurement.models.exchange.PROPOSAL_STATES",
    },
}

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "procurement.logs.Lines"}, "json": {"()": "procurement.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOGS}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # says whose sign-in failed; that stands in the record, for its readers alone
        "axes": {"handlers": [], "propagate": False},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "procurement": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
