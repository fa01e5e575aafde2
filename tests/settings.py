"""The office's own settings, with all state in a throw-away folder."""

import os
import tempfile

os.environ.setdefault("BERDAYA_DATA", tempfile.mkdtemp(prefix="berdaya-test-"))

from berdaya.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
