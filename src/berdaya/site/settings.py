"""Settings of the office, all from the environment. `DEBUG` is off unless `BERDAYA_DEBUG=1`."""

import os
import secrets

from berdaya.kernel.database import database_settings
from berdaya.kernel.settings import data_folder

DATA = data_folder()
DEBUG = os.environ.get("BERDAYA_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("BERDAYA_HOSTS", "127.0.0.1,localhost").split(",")


def _secret() -> str:
    """The signing secret of this office: given by the environment, else made once and kept in a file."""
    given = os.environ.get("BERDAYA_SECRET")
    if given:
        return given
    file = DATA / "keys" / "site-secret"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(handle, secrets.token_urlsafe(48).encode())
        os.close(handle)
    return file.read_text()


SECRET_KEY = _secret()
DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "js_lib_bootstrap5",
    "berdaya.region",
    "berdaya.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "berdaya.site.middleware.ContentPolicy",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
            "builtins": ["berdaya.site.templatetags.figures"],
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
