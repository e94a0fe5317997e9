"""The app, with the checks of a deployment."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Django finds the one app here."""

    name = "procurement"

    def ready(self) -> None:
        """Have the checks registered."""
        import_module("procurement.checks")
