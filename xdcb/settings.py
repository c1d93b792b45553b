"""The one settings module, driven by the environment (12factor.net/config).

DATABASE_URL    default: a SQLite file beside manage.py
SECRET_KEY      default: a random one, made once and kept in an ignored file
ALLOWED_HOSTS   comma-separated, default: this machine only
HTTPS           "0" only where no TLS stands in front, as on a desk's own machine; default "1"
DEBUG           "1" for development; default "0"
CACHE_URL       redis://…, where answers are kept for all processes; default: each process keeps its own
KEPT_ANSWERS_MB how much of them each process keeps; default: 64, with DEBUG 0; with 0 none are kept, not in Redis either
RELEASE         what tells this version of the program from others that keep answers in the same Redis; default: a mark
                of its files
MEDIA_ROOT      folder of uploaded files and what is made of them; default: media/
MEDIA_STORAGE   s3://BUCKET?endpoint=https://…&region=…, where they lie instead, for several machines
                (xdcb/object_store.py); who asks is AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY
SITE_ADDRESS    the paper's own address, as https://www.example.org; default: the one that a reader asked for
PAPER_ID        another paper on this software needs a UUID of its own before its first issue; it never changes again
STATIC_ROOT     folder that collectstatic fills; default: staticfiles/
TRUSTED_PROXIES networks, comma-separated, whose word on a reader's address and a request's number is taken; default:
                this machine
DRAINING_FILE   while this file is there /readyz says no, so that the proxy sends nobody more before a stop
LOG_FORMAT      "json" for one object a line; default: text
CSRF_TRUSTED_ORIGINS, LOG_LEVEL
"""

import os
import uuid
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from xdcb.log_lines import FORMATTERS
from xdcb.secret import kept_secret

BASE_DIR = Path(__file__).resolve().parent.parent


def _flag(name, default):
    return os.environ.get(name, default) == "1"


def _words(name, default=""):
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


DEBUG = _flag("DEBUG", "0")
SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret(BASE_DIR / ".secret_key")
ALLOWED_HOSTS = _words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
SITE_ADDRESS = os.environ.get("SITE_ADDRESS", "").rstrip("/")
PAPER_ID = uuid.UUID(os.environ.get("PAPER_ID") or "6f1c2f4e-9d0b-4c1a-8a57-3e6b1d5f2c90")
CSRF_TRUSTED_ORIGINS = _words("CSRF_TRUSTED_ORIGINS")
TRUSTED_PROXIES = _words("TRUSTED_PROXIES", "127.0.0.0/8,::1/128")
DRAINING_FILE = os.environ.get("DRAINING_FILE", "")

INSTALLED_APPS = [
    "xdcb.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "ckeditor",
    "taggit",
    # issues comes first: its templates may extend what articles brings.
    "issues",
    "articles",
]

MIDDLEWARE = [
    "xdcb.health.HealthMiddleware",
    "xdcb.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "issues.caching.middleware.KeptAnswersMiddleware",
    "xdcb.compressing.PublicGZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "xdcb.urls"
WSGI_APPLICATION = "xdcb.wsgi.application"

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
                "issues.context.paper",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers read while one writes; IMMEDIATE takes the write lock at the start of a transaction,
    # so that two writers wait for each other instead of failing half-way (sqlite.org/wal.html).
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
# A Redis that is gone must not hold up a reader: it is given a quarter of a second, and left alone for a while.
RELEASE = os.environ.get("RELEASE", "")
CACHE_URL = os.environ.get("CACHE_URL", "")
if CACHE_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": CACHE_URL,
            "KEY_PREFIX": str(PAPER_ID),
            "OPTIONS": {"socket_timeout": 0.25, "socket_connect_timeout": 0.25},
        }
    }
KEPT_ANSWERS_BYTES = int(os.environ.get("KEPT_ANSWERS_MB", "0" if DEBUG else "64")) << 20
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "xdcb" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "xdcb" / "static"]
STATIC_ROOT = os.environ.get("STATIC_ROOT", BASE_DIR / "staticfiles")
MEDIA_ROOT = os.environ.get("MEDIA_ROOT", BASE_DIR / "media")
MEDIA_STORAGE = os.environ.get("MEDIA_STORAGE", "")
STORAGES = {
    # No address of its own: every file leaves through the gate (issues/publication.py).
    "default": {"BACKEND": "xdcb.object_store.ObjectStore", "OPTIONS": {"address": MEDIA_STORAGE}}
    if MEDIA_STORAGE
    else {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"base_url": None}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

HTTPS = _flag("HTTPS", "1")
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "DENY"

# The widget's list of what it may write is that of articles/richtext.py, which is the guard. `entities` off:
# or “ ” —— are stored as entities; preview and print off: they ran stored scripts.
CKEDITOR_UPLOAD_PATH = ""
CKEDITOR_CONFIGS = {
    "body": {
        "toolbar": [
            ["Format", "Bold", "Italic", "Blockquote", "BulletedList", "NumberedList"],
            ["Link", "Unlink", "Table", "Jump", "RemoveFormat", "PasteText", "Undo", "Redo", "Maximize"],
        ],
        "format_tags": "p;h3",
        "allowedContent": "p(verse);h3;strong;em;blockquote;ul;ol;li;table;caption;thead;tbody;tr;"
        "th[colspan,rowspan];td[colspan,rowspan];a[!href];br(jump)",
        "extra_plugins": ["jump", "plainpaste"],
        "formatLabels": {"tag_p": _("body text"), "tag_h3": _("subhead")},
        "jumpLabel": _("Jump mark: continued on another page"),
        "external_plugin_resources": [
            ("jump", STATIC_URL + "desk/jump/", "plugin.js"),
            ("plainpaste", STATIC_URL + "desk/paste/", "plugin.js"),
        ],
        "removePlugins": "preview,print,elementspath,exportpdf,iframe,flash,image,uploadimage,uploadwidget,"
        # What they make of pasted copy (lists of bullets, headings lost) is what desk/paste/plugin.js is for.
        "pastefromword,pastefromgdocs,pastefromlibreoffice",
        "entities": False,
        "basicEntities": True,
        "language": "zh-cn",
        "width": "100%",
        "height": 420,
    }
}
SILENCED_SYSTEM_CHECKS = [
    # CKEditor 4 is no longer maintained upstream: its uploads are not routed and what it sends is cleaned
    # on the server by nh3, which is the guard.
    "ckeditor.W001",
]

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "articles.tags.parse"
TAGGIT_STRING_FROM_TAGS = "articles.tags.join"

# A page's text or a photo that a phone takes; more is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 300  # a week's photos, chosen from their folder

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": FORMATTERS,
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": os.environ.get("LOG_FORMAT", "text")}
    },
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {
        # To our one handler alone, not to Django's own too. That an address is not found, its request's line says.
        "django": {"handlers": [], "level": "INFO"},
        "django.request": {"level": "ERROR"},
    },
}
