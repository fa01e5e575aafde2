"""The room `access` as Django knows it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "berdaya.access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Triggers are put back after every migrate: SQLite drops them when it rebuilds a table."""
        from berdaya.access import checks
        from berdaya.access.append_only import install

        checks.register_checks()
        post_migrate.connect(install, sender=self, dispatch_uid="access.append_only")
