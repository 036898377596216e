"""Django's settings, all from the environment (prefix `KETA_`) or `keta.env` in the data folder."""

from pathlib import Path

import environ

from keta.project.secret import secret_key
from keta.project.static_digest import digest_of

PACKAGE = Path(__file__).resolve().parents[1]

env = environ.Env()
DATA = Path(env.str("KETA_DATA_FOLDER", "data")).resolve()
environ.Env.read_env(DATA / "keta.env")

DEBUG = env.bool("KETA_DEBUG", False)
SECRET_KEY = env.str("KETA_SECRET_KEY", "") or secret_key(DATA)
ALLOWED_HOSTS = env.list("KETA_HOSTS", default=["*"])
PUBLIC_ADDRESS = env.str("KETA_PUBLIC_ADDRESS", "")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS] if PUBLIC_ADDRESS else []
TRUSTED_PROXIES = env.list("KETA_TRUSTED_PROXIES", default=[])

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "keta.project",
    "keta.kernel.versions",
    "keta.kernel.organisation",
    "keta.kernel.shares",
    "keta.kernel.numbering",
    "keta.kernel.history",
    "keta.kernel.events",
    "keta.kernel.jobs",
    "keta.kernel.files",
    "keta.surfaces.search",
    "keta.surfaces.notices",
    "keta.surfaces.api",
    "keta.surfaces.lists",
    "keta.surfaces.imports",
    "keta.surfaces.exports",
    "keta.surfaces.duplicates",
    "keta.studio",
    "keta.modules.people",
    "keta.modules.parties",
    "keta.modules.catalog",
    "keta.modules.ledger",
    "keta.modules.activities",
    "keta.modules.crm",
    "keta.modules.sales",
    "keta.modules.stock",
    "keta.modules.billing",
]

MIDDLEWARE = [
    "keta.surfaces.requests.VersionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "keta.project.accounts.UserMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "keta.project.accounts.FirstPasswordMiddleware",
    "keta.surfaces.requests.RequestMiddleware",
]

ROOT_URLCONF = "keta.project.urls"
WSGI_APPLICATION = "keta.project.wsgi.application"
AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "surfaces" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "keta.surfaces.rendering.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "project" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASE_URL = env.str("KETA_DATABASE", f"sqlite:///{DATA / 'keta.sqlite3'}")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
# Opening a connection costs more than most requests; on SQLite the last one to close writes the whole log back.
DATABASES["default"]["CONN_MAX_AGE"] = None
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Deferred transactions lost half the writes under load to "database is locked"; IMMEDIATE ones lose none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
else:
    DATABASES["default"]["ATOMIC_REQUESTS"] = False
    # Compiling costs more than each query here; an index is taken as what it is on memory and solid-state disks.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off -c random_page_cost=1.1")
    # Only for the statements of the write path; Django's own are never prepared.
    DATABASES["default"]["OPTIONS"].setdefault("prepare_threshold", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = env.str("KETA_LANGUAGE", "zh-hans")
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = env.str("KETA_ZONE", "Asia/Shanghai")
USE_TZ = True
COMPANY_NAME = env.str("KETA_COMPANY", "Keta")
BASE_CURRENCY = env.str("KETA_CURRENCY", "CNY")

STATIC_URL = "/static/" if DEBUG else f"/static/{digest_of(PACKAGE / 'static')}/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = None
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600
WHITENOISE_IMMUTABLE_FILE_TEST = "^/static/[0-9a-f]{10}/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA / "files"
UPLOAD_LIMIT = env.int("KETA_UPLOAD_LIMIT", 25 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
PAGE_ROWS = env.int("KETA_PAGE_ROWS", 50)
API_CALLS_PER_MINUTE = env.int("KETA_API_CALLS_PER_MINUTE", 600)

ACCOUNT_ADAPTER = "keta.project.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "keta.project.session_store"
SESSION_COOKIE_AGE = env.int("KETA_SESSION_HOURS", 12) * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = PUBLIC_ADDRESS.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_FAILURE_VIEW = "keta.surfaces.pages.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
AXES_FAILURE_LIMIT = env.int("KETA_LOCKOUT_FAILURES", 10)
AXES_COOLOFF_TIME = env.int("KETA_LOCKOUT_MINUTES", 15) / 60
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("KETA_LOG", "WARNING")},
}
