"""Settings of the office, all from the environment; what is wrong is refused. `DEBUG` is off."""

import os
from urllib.parse import urlsplit

from berdaya.kernel.database import database_settings
from berdaya.kernel.settings import data_folder
from berdaya.site import environment

DATA = data_folder()
DEBUG = environment.switch("BERDAYA_DEBUG")
ALLOWED_HOSTS = environment.hosts()


SECRET_KEY = environment.secret(DATA)
DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "js_lib_bootstrap5",
    "js_lib_leaflet",
    "berdaya.access",
    "berdaya.access.jobs",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "berdaya.region",
    "berdaya.figures",
    "berdaya.documents",
    "berdaya.plan",
    "berdaya.community",
    "berdaya.meeting",
    "berdaya.register",
    "berdaya.hardship",
    "berdaya.targeting",
    "berdaya.scan",
    "berdaya.deliberation",
    "berdaya.budget",
    "berdaya.delivery",
    "berdaya.publication",
    "berdaya.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "berdaya.site.middleware.ContentPolicy",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "berdaya.access.middleware.Guard",
]
ROOT_URLCONF = "berdaya.site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "berdaya.site.context.frame",
            ],
            "builtins": [
                "berdaya.site.templatetags.figures",
                "berdaya.site.templatetags.frame",
                "berdaya.access.templatetags.office_forms",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
DEMO = environment.switch("BERDAYA_DEMO")
OFFICE_NAME = os.environ.get("BERDAYA_OFFICE", "Kantor Berdaya")
MAP_TILES = environment.map_tiles()
MAP_CREDIT = os.environ.get("BERDAYA_TILES_CREDIT", "")
OFFICE_FOOT = os.environ.get("BERDAYA_FOOT", "")
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"


def secure_cookies(public_url: str, hosts: list[str]) -> bool:
    """Cookies travel by https only, unless the office says http itself or is opened on this machine alone."""
    if public_url:
        return urlsplit(public_url).scheme != "http"
    return not set(hosts) <= {"127.0.0.1", "localhost"}


# People, sittings and forms (room `access`).
PUBLIC_URL = environment.public_url()
BEHIND_PROXY = environment.switch("BERDAYA_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
AUTH_USER_MODEL = "access.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_COOKIE_NAME = "berdaya"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = secure_cookies(PUBLIC_URL, ALLOWED_HOSTS)
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "berdaya.access.views.entrance.form_too_old"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
PLACES = "berdaya.region.doors.gazetteer"
