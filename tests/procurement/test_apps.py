from __future__ import annotations

from django.apps import apps
from django.core.checks.registry import registry

from procurement.apps import ProcurementConfig
from procurement.checks import record_stays


def test_the_checks_are_there_with_the_app() -> None:
    assert isinstance(apps.get_app_config("procurement"), ProcurementConfig)
    assert record_stays in registry.get_checks(include_deployment_checks=True)
