"""The office's own settings, with all state in a throw-away folder."""

import os
import tempfile

os.environ.setdefault("BERDAYA_DATA", tempfile.mkdtemp(prefix="berdaya-test-"))

from berdaya.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # asked for when wanted, not listed anew for each of the thousand test offices
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in an office: in memory nobody could write side by side.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["BERDAYA_DATA"], "test.sqlite3")}  # noqa: F405
