"""Settings of emgek: read from the environment (or a git-ignored `.env`) and from nowhere else."""

import sys
from functools import partial
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from emgek.operations import logs
from emgek.operations.environment import Env

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env")


def required(read, name):
    """Return `read(name)`, or stop with one sentence that says what to set."""
    try:
        value = read(name)
    except ImproperlyConfigured:
        value = None
    return value or sys.exit(f"emgek: set {name} in the environment or in .env (`make setup` writes one for the demo).")


def database(name):
    """Return the database of a URL, or nothing where it names none that Django knows."""
    found = env.db_url(name) if "://" in env.str(name) else {}
    return found if found.get("ENGINE", "").startswith("django.") else None


# What an installation must say -------------------------------------------------------------------

SECRET_KEY = required(env.str, "SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DATABASES = {"default": required(database, "DATABASE_URL")}
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
DEBUG = env.bool("DEBUG", default=False)

# The demonstration: a clock that stands still, known passwords, loopback only.
DEMO = env.bool("DEMO", default=False)
if DEMO:
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

# The house ---------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django_tasks_db",  # first, so that the desk can take its table of tasks out of sight
    "emgek.apps.EmgekConfig",
    "candidates",
    "programs",
    "elections",
    "publishing",
    "staff",
    "allauth.account",
    "allauth.mfa",
    "unfold.apps.BasicAppConfig",
    "modeltranslation",
    "reversion",
    "django_prose_editor",
    "emgek.apps.DeskConfig",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "emgek.operations.probes.Probes",
    "emgek.operations.watching.Watching",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "emgek.finished.chosen.ChosenMoment",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "staff.auditing.Auditing",
    "allauth.account.middleware.AccountMiddleware",
    "publishing.keeping.KeepVersions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "staff.first_steps.FirstSteps",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "emgek.urls"
WSGI_APPLICATION = "emgek.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "staff.User"
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")
SESSION_ENGINE = "staff.sessions"

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
            ],
            "builtins": ["publishing.templatetags.wording"],
        },
    }
]

# Controls of forms are drawn by our templates too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Databases ---------------------------------------------------------------------------------------

DATABASE = DATABASES["default"]
# A connection is kept for the next requests: opening one takes longer than a page asks it.
DATABASE["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    if DATABASE["NAME"] != ":memory:":
        DATABASE["NAME"] = str(BASE_DIR / DATABASE["NAME"])
        Path(DATABASE["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # IMMEDIATE: whoever writes takes the lock at BEGIN, so that two publishers queue instead of failing.
    # FULL: what was acknowledged is on the disk; with NORMAL a power cut may take the last commits with it.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        " PRAGMA busy_timeout=20000; PRAGMA secure_delete=ON;",
    }
else:
    # A server that was started anew is noticed before a request, not by it; one that is gone is not waited for, nor one
    # whose machine vanished without a word: what it does not acknowledge for ten seconds (milliseconds here) is lost.
    DATABASE["CONN_HEALTH_CHECKS"] = True
    alive = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2, "tcp_user_timeout": 10_000}
    DATABASE["OPTIONS"] = {"connect_timeout": 5} | alive | DATABASE.get("OPTIONS", {})
    # PgBouncer hands a connection on after each transaction, and a cursor of the server's does not come along.
    DATABASE["DISABLE_SERVER_SIDE_CURSORS"] = env.bool("BEHIND_PGBOUNCER", default=False)

# Languages and time ------------------------------------------------------------------------------

LANGUAGE_CODE = "ky"
LANGUAGES = [("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")]
MODELTRANSLATION_DEFAULT_LANGUAGE = "ky"
MODELTRANSLATION_LANGUAGES = ("ky", "ru", "en")
MODELTRANSLATION_ENABLE_FALLBACKS = False
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale_third_party"]
FORMAT_MODULE_PATH = "emgek.formats"
USE_TZ = True
TIME_ZONE = "Asia/Bishkek"

# Files -------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / env.str("STATIC_ROOT", default="var/static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / env.str("MEDIA_ROOT", default="var/media")
# What is attached to materials; nothing hands it out but the desk, and no web server may.
PRIVATE_ROOT = BASE_DIR / env.str("PRIVATE_ROOT", default="var/private")
# The fonts of everything that is drawn or printed.
PRINT_FONTS = BASE_DIR / "emgek" / "shares" / "fonts"
# An S3-compatible store for all pictures instead of MEDIA_ROOT (extra `s3`); private files have a bucket of their own.
S3 = {
    name: env.str(f"S3_{name.upper()}", default="") or None
    for name in ("endpoint_url", "region_name", "access_key", "secret_key")
}
S3_BUCKET, S3_PRIVATE_BUCKET = env.str("S3_BUCKET", default=""), env.str("S3_PRIVATE_BUCKET", default="")
STATIC_FILES_ARE_HASHED = not (DEMO or DEBUG)
STORAGES = {
    "default": {"BACKEND": "publishing.whole_files.WholeFiles"},
    "private": {
        "BACKEND": "elections.attachments.PrivateStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_FILES_ARE_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
if S3_BUCKET:
    STORAGES["default"] = {"BACKEND": "emgek.operations.buckets.Pictures", "OPTIONS": S3 | {"bucket_name": S3_BUCKET}}
if S3_PRIVATE_BUCKET:
    private = {"BACKEND": "emgek.operations.buckets.PrivateFiles", "OPTIONS": S3 | {"bucket_name": S3_PRIVATE_BUCKET}}
    STORAGES["private"] = private
WHITENOISE_USE_FINDERS = DEMO or DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# What seals a backup (`manage.py backup`); without it the file is plain and has to be kept where nobody else reads.
BACKUP_PASSPHRASE = env.str("BACKUP_PASSPHRASE", default="")

# Work off the request ----------------------------------------------------------------------------

# `manage.py do_tasks` does what stands in the table of tasks; the demo and the tests do it at once.
TASKS_AT_ONCE = env.bool("TASKS_AT_ONCE", default=DEMO)
TASKS = {
    "default": {
        "BACKEND": "django.tasks.backends.immediate.ImmediateBackend"
        if TASKS_AT_ONCE
        else "django_tasks_db.DatabaseBackend"
    }
}

# Attempts to sign in are counted in "default", so all processes share it. In "pages" they share finished pages: in the
# same Redis, or in a table beside the other. On SQLite, which has one writer, each process keeps its own pages.
SHARED_TABLE = env.cache_url_config("dbcache://shared_cache") | {"OPTIONS": {"MAX_ENTRIES": 100_000}}
CACHES = {"default": env.cache_url("CACHE_URL", default="dbcache://shared_cache")}
CACHES["pages"] = CACHES["default"] | {"KEY_PREFIX": "pages", "TIMEOUT": 3600}
if CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
    CACHES["default"] = SHARED_TABLE
    CACHES["pages"] |= {"LOCATION": "page_cache", "OPTIONS": {"MAX_ENTRIES": 5_000}}
    if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
        CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
elif CACHES["default"]["BACKEND"].endswith("RedisCache"):
    CACHES["pages"]["OPTIONS"] = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
    # Attempts are counted in the table while Redis is gone.
    CACHES["default"] = CACHES["default"] | {"BACKEND": "emgek.operations.shared.RedisOrTable"}
    CACHES["table"] = SHARED_TABLE

# Finished pages (emgek/finished/), and the pieces they are made of (publishing/pieces.py): how much of them a process
# has at hand, 0 for none; for how many seconds a cache between us and the reader (a CDN) may show what was corrected
# since; how this release is called, if it has a name.
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", default=32)
PIECE_CACHE_MB = env.int("PIECE_CACHE_MB", default=16)
SHARED_CACHE_SECONDS = env.int("SHARED_CACHE_SECONDS", default=1)
RELEASE = env.str("RELEASE", default="")

# Safety ------------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# Unfold evaluates expressions in its pages, and the editor of rich text brings its map of modules inside the page.
DESK_CSP = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "blob:"],  # a portrait is seen before it is sent
    "frame-ancestors": [CSP.SELF],
}
# Whose word on a client's address is believed: addresses or networks of our own proxies, "unix" for a local socket.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
# By which address readers know the site, "https://emgek.kg"; asked for where no request says it (manage.py export).
PUBLIC_ORIGIN = env.str("PUBLIC_ORIGIN", default="http://127.0.0.1:8000" if DEMO else "")
# A proxy of ours says whether its client came by HTTPS; without one anybody could.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# What a page could ask of a reader's phone, and none of ours does.
PERMISSIONS_POLICY = {name: [] for name in ("camera", "microphone", "geolocation", "display-capture", "payment", "usb")}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SECURE_COOKIES = not (DEMO or DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=SECURE_COOKIES)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000 if SECURE_COOKIES else 0)
CSRF_FAILURE_VIEW = "emgek.views.errors.stale_form"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# Signing in (staff/adapters.py): names and passwords, no mail; limits are our own (staff/limits.py).
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=not DEMO)
# What seals the secrets of second factors: the first word seals, each opens. A new word is put before the old ones.
# Left empty it would seal nothing, and nobody could set up a second factor.
SEALING_KEYS = required(partial(env.list, default=[SECRET_KEY, *SECRET_KEY_FALLBACKS]), "SEALING_KEYS")
ACCOUNT_ADAPTER = "staff.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "staff.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off; no code does twice all the same

# What `check --deploy` asks beyond this house: the other names under the domain are its owner's to decide about.
# The site sends no mail, so what would be sent may go to the console.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "mail.E001"]

MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}

# Watching (emgek/operations) -------------------------------------------------------------------

LOG_LINES = env.bool("LOG_LINES", default=not (DEMO or DEBUG))
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
if LOG_LINES:
    LOGGING_CONFIG, LOGGING = "logging.config.dictConfig", logs.config(LOG_LEVEL)
# Whoever has it may read /metrics; without one nobody may.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Errors are told to a Sentry only where its address is given (extra `sentry`).
SENTRY_DSN = env.str("SENTRY_DSN", default="")

UNFOLD = {
    "SITE_TITLE": "emgek",
    "SITE_HEADER": "emgek",
    "SITE_SUBHEADER": _("Press office"),
    "SITE_ICON": lambda request: static("img/icon.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/icon.svg")},
        {"rel": "apple-touch-icon", "href": lambda request: static("img/icon.png")},
    ],
    "SHOW_LANGUAGES": True,
    "SHOW_HISTORY": True,
    # A calm blue: red means "delete" on the desk, so the party's colour stays on the site.
    "COLORS": {
        "primary": {
            "50": "oklch(97% .014 255)",
            "100": "oklch(93% .032 255)",
            "200": "oklch(88% .059 255)",
            "300": "oklch(81% .1 255)",
            "400": "oklch(71% .15 255)",
            "500": "oklch(60% .17 258)",
            "600": "oklch(50% .17 260)",
            "700": "oklch(44% .16 261)",
            "800": "oklch(38% .14 262)",
            "900": "oklch(33% .11 263)",
            "950": "oklch(26% .08 264)",
        }
    },
    "STYLES": [lambda request: static("desk/desk.css"), lambda request: static("desk/find.css")],
    "SCRIPTS": [lambda request: static("desk/kept.js")],
    "ACCOUNT": {
        "navigation": [
            {"title": _("Sign-in and security"), "link": reverse_lazy("mfa_index")},
            {"title": _("Change the password"), "link": reverse_lazy("admin:password_change")},
            {"title": _("The site at another moment"), "link": reverse_lazy("moment")},
        ]
    },
    "SIDEBAR": {"show_search": True, "navigation": "emgek.navigation.sidebar"},
}
