"""The office's settings with the plain page beside the real one."""

from pathlib import Path

from berdaya.site.settings import *  # noqa: F403
from berdaya.site.settings import TEMPLATES

ROOT_URLCONF = "benchmarks.plain.urls"
TEMPLATES[0]["DIRS"] = [str(Path(__file__).parent / "templates")]
