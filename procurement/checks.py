"""What a deployment is checked for: `manage.py check --deploy --database default`."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import AppConfig
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import connections

RECORD = "procurement_auditentry"
ACTS = ("UPDATE", "DELETE", "TRUNCATE")


@register(Tags.database, deploy=True)
def record_stays(
    app_configs: Iterable[AppConfig] | None = None,  # noqa: ARG001 -- Django's signature
    databases: Iterable[str] | None = None,
    **_given: object,
) -> list[CheckMessage]:
    """C.3-17: on PostgreSQL the role that the application uses may not change the record, beyond its triggers."""
    return [one for alias in databases or () for one in _of(alias)]


def _of(alias: str) -> Iterable[CheckMessage]:
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        listed = ", ".join(f"has_table_privilege(current_user, '{RECORD}', '{act}')" for act in ACTS)
        cursor.execute(f"SELECT {listed}")
        found = cursor.fetchone() or ()
    allowed = [act for act, may in zip(ACTS, found, strict=True) if may]
    if allowed:
        yield checks.Warning(
            f"데이터베이스 역할이 감사기록에 할 수 있는 일: {', '.join(allowed)} / the role may change the record",
            hint="표의 소유자가 아닌 역할로 연결하세요 (docs/operations.md) / connect as a role that owns no table",
            id="procurement.W001",
        )
