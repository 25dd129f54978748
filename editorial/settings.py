"""Settings. Everything that differs between installations is an environment variable, described in
docs/administrators.md. Without any, this is a complete local installation on embedded servers.
"""

import os
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from editorial import queues
from editorial.embedded.config import broker_url, cache_url, data_directory, database_config, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = data_directory(BASE_DIR)


def env_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def env_int(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number between two others; said in words if it is none."""
    text = os.environ.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not “{text}”.")
    return int(text)


def env_choice(name: str, default: str, choices: Iterable[str]) -> str:
    """One of some words; said in words if it is none of them."""
    text = os.environ.get(name, "").strip() or default
    if text not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not “{text}”.")
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise ImproperlyConfigured(f"OUTGOING_PORTS must be numbers of ports, with commas between them, not “{text}”.")
    return int(text)


PRODUCTION = os.environ.get("IMPRIMATUR_ENV", "local") == "production"
DEBUG = os.environ.get("IMPRIMATUR_DEBUG", "") == "1" and not PRODUCTION
SECRET_KEY = secret_key(DATA_DIR, production=PRODUCTION)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
SITE_NAME = os.environ.get("SITE_NAME", "Imprimatur")
SITE_ADDRESS = os.environ.get("SITE_ADDRESS", f"http://localhost:{os.environ.get('PORT', '8000')}").rstrip("/")

INSTALLED_APPS = [
    "editorial.apps.EditorialConfig",
    "editorial.accounts.apps.AccountsConfig",
    "editorial.record.apps.RecordConfig",
    "editorial.files.apps.FilesConfig",
    "editorial.scratch.apps.ScratchConfig",
    "editorial.embedded.apps.EmbeddedConfig",
    "references.apps.ReferencesConfig",
    "articles.apps.ArticlesConfig",
    "reviews.apps.ReviewsConfig",
    "allauth",
    "allauth.account",
    "simple_history",
    "django_prose_editor",
    "js_asset",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "editorial.health.HealthMiddleware",
    "editorial.middleware.AddressesThatAreKeys",  # outside of all that answers, so that no refusal is without it
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "editorial.public.PublicPagesMiddleware",  # answers the readers' pages; nothing below it sees them
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "editorial.middleware.PrivateAnswersMiddleware",
    "editorial.middleware.RoomForReaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "editorial.unsaved.UnsavedWordsMiddleware",
    "editorial.kept.KeptWordsMiddleware",
    "editorial.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "editorial.urls"
WSGI_APPLICATION = "editorial.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",  # every text of a page is marked for translation
                "editorial.templatetags.sentences",
                "editorial.templatetags.forms",  # {% csrf_token %} says whose page a form stands in
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "editorial.context.site",
                "editorial.context.form_token",
            ],
        },
    }
]

# PostgreSQL is the only database: the embedded one unless DATABASE_URL names another.
DATABASES = {"default": database_config(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "editorial.embedded.cache.SharedCache", "LOCATION": cache_url(DATA_DIR)}}

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/my-work/"
ACCOUNT_ADAPTER = "editorial.accounts.adapter.ClosedSignUp"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers' addresses get no mail from us
ACCOUNT_EMAIL_NOTIFICATIONS = True
# The key of a failed sign-in is account and address together (see the adapter).
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key"}
ACCOUNT_FORMS = {
    "login": "editorial.accounts.forms.SignInForm",
    "reauthenticate": "editorial.accounts.forms.ConfirmPasswordForm",
    "change_password": "editorial.accounts.forms.NewPasswordForm",
    "set_password": "editorial.accounts.forms.FirstPasswordForm",
    "reset_password": "editorial.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "editorial.accounts.forms.ResetPasswordForm",
}
# Who signs has proved who they are; a sitting ends after so many seconds without a signature, and at the latest after
# SIGNING_LONGEST (see editorial.accounts.sitting).
SIGNING_IDLE = env_int("SIGNING_IDLE_MINUTES", 15, least=1, most=240) * 60
SIGNING_LONGEST = 4 * 60 * 60
ACCOUNT_REAUTHENTICATION_TIMEOUT = SIGNING_IDLE
SESSION_ENGINE = "editorial.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "editorial.kept.csrf_failure"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", DATA_DIR / "static"))
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", DATA_DIR / "media"))
# What people send is kept by its SHA-256 (editorial.files): on a disk, or in a bucket if one is named.
FILES_BUCKET = {
    "bucket_name": os.environ.get("FILES_BUCKET", ""),
    "endpoint_url": os.environ.get("FILES_ENDPOINT") or None,
    "region_name": os.environ.get("FILES_REGION") or None,
    "access_key": os.environ.get("FILES_KEY") or None,
    "secret_key": os.environ.get("FILES_SECRET") or None,
    "location": os.environ.get("FILES_PREFIX", ""),
}
FILES_ON_DISK = {
    "BACKEND": "editorial.files.disk.DiskStore",
    "OPTIONS": {
        "location": MEDIA_ROOT / "files",
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    },
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "files": {"BACKEND": "editorial.files.bucket.BucketStore", "OPTIONS": FILES_BUCKET}
    if FILES_BUCKET["bucket_name"]
    else FILES_ON_DISK,
}
WHITENOISE_USE_FINDERS = not PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

# Of the threads that a web process has, so many work for the desk at most: the others are the readers' (gunicorn's
# --threads, less two).
DESK_AT_ONCE = env_int("DESK_AT_ONCE", 6, least=1, most=1000)

# Language and time: stored in UTC, shown in the site's zone. Pages are in this language for everybody: nothing asks the
# browser. Translations of our own texts are looked for in locale/ (docs/developers.md).
LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [BASE_DIR / "locale"]
ARTICLE_LANGUAGE = os.environ.get("ARTICLE_LANGUAGE", "en-GB")  # of an article of which nobody said another
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

# Mail: by a server if one is named, else into files, or to standard output.
_MAILBOXES = {
    "file": "editorial.shared.mail_files.PrivateFiles",
    "console": "django.core.mail.backends.console.EmailBackend",
}
_MAILBOX = _MAILBOXES[env_choice("MAILBOX", "file", _MAILBOXES)]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if os.environ.get("EMAIL_HOST") else _MAILBOX
EMAIL_TIMEOUT = 10  # seconds for each answer of the server; what a round may take: reviews.actions.notices.mails
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = env_int("EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "imprimatur@localhost")
DIGEST_HOUR = env_int("DIGEST_HOUR", 7, least=0, most=23)  # of the message of the day, in the site's zone

# Work in the background
CELERY_BROKER_URL = broker_url(DATA_DIR)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Longer than any task: a message that a killed worker held comes back after this many seconds.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "UTC"
CELERY_TASK_DEFAULT_QUEUE = queues.Queue.DEFAULT.value
CELERY_TASK_QUEUES = queues.declared()
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_ROUTES = queues.routes()
CELERY_BEAT_SCHEDULE = queues.schedule()

# Safety
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
if os.environ.get("BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # whose attempts are counted is then in its X-Forwarded-For
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

SIMPLE_HISTORY_REVERT_DISABLED = True

# The record's checkpoints: the file of the key that signs them, outside the database and its backups, and where to send
# them: people's addresses, a folder, an https address that takes a POST.
_CHECKPOINT_KEY = os.environ.get("CHECKPOINT_KEY", "" if PRODUCTION else str(DATA_DIR / "checkpoint.key"))
CHECKPOINT_KEY = Path(_CHECKPOINT_KEY) if _CHECKPOINT_KEY else None
CHECKPOINT_MAIL = env_list("CHECKPOINT_MAIL", "")
CHECKPOINT_DIRECTORY = os.environ.get("CHECKPOINT_DIRECTORY", "")
CHECKPOINT_ADDRESS = os.environ.get("CHECKPOINT_ADDRESS", "")

# The words of /editorial-policy/, in our Markdown: a title (#), then sections (##).
EDITORIAL_POLICY_FILE = Path(
    os.environ.get("EDITORIAL_POLICY_FILE", BASE_DIR / "articles" / "samples" / "editorial-policy.md")
)

# The site's own names of medicines, beside those in articles/clinical/data/medicines.txt, in the same format.
_OWN_NAMES = os.environ.get("MEDICINE_NAMES_FILE")
MEDICINE_NAMES_FILE = Path(_OWN_NAMES) if _OWN_NAMES else None

# In which style references are shown: one of ours ("citing-medicine", "ama-like"), or the path of a .csl file.
REFERENCE_STYLE = os.environ.get("REFERENCE_STYLE", "citing-medicine")

# The largest file that may be imported, in bytes, and the most text it may unpack to.
IMPORT_MAX_BYTES = 10 * 1024 * 1024
IMPORT_MAX_UNPACKED_BYTES = 60 * 1024 * 1024
# How many imports of one person may wait to be decided, and how many Word files that came back to be looked at.
IMPORTS_WAITING = env_int("IMPORTS_WAITING", 50, least=1, most=1000)
RETURNED_FILES_WAITING = env_int("RETURNED_FILES_WAITING", 5, least=1, most=100)

# Asking other servers (look-ups of references, links): only through editorial.shared.outgoing.
OUTGOING_REQUESTS = os.environ.get("OUTGOING_REQUESTS", "1") == "1"
OUTGOING_CONTACT = os.environ.get("OUTGOING_CONTACT", "")
OUTGOING_PORTS = [_port(text) for text in env_list("OUTGOING_PORTS", "80,443")]
OUTGOING_ALLOW_PRIVATE = os.environ.get("OUTGOING_ALLOW_PRIVATE", "") == "1"
DOI_ADDRESS = os.environ.get("DOI_ADDRESS", "https://doi.org").rstrip("/")
CROSSREF_ADDRESS = os.environ.get("CROSSREF_ADDRESS", "https://api.crossref.org").rstrip("/")
NCBI_ADDRESS = os.environ.get("NCBI_ADDRESS", "https://api.ncbi.nlm.nih.gov").rstrip("/")

# The largest file of retractions that may be uploaded, and how long a worker may be silent before another takes over.
STANDING_MAX_BYTES = 300 * 1024 * 1024
STANDING_LIST_ADDRESS = os.environ.get("STANDING_LIST_ADDRESS", "")  # fetched once a day; "" for never
STANDING_PATIENCE = timedelta(minutes=15)
# What the workers do as soon as a reference's standing changes; the sweepers above do the same without being asked.
AFTER_STANDING_CHANGES = ["reviews.tasks.raise_alarms", "reviews.tasks.recompose_stale_pages"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"without_secrets": {"()": "editorial.shared.secret_paths.WithoutSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_secrets"]},
    },
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
