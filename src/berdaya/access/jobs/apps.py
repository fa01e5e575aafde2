"""Jobs: work longer than a second, with progress that page and terminal show."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class JobsConfig(AppConfig):
    name = "berdaya.access.jobs"
    label = "jobs"
    verbose_name = "Pekerjaan"

    def ready(self) -> None:
        """Learn what each room can do in the background: its `jobs.py`."""
        for room in apps.get_app_configs():
            name = f"{room.name}.jobs"
            if room.name.startswith("berdaya.") and room.name != self.name and find_spec(name):
                import_module(name)
