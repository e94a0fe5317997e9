from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from django.db import transaction

from procurement.models import AuditEntry, AuditHead, Organisation
from procurement.services.record import record
from tests.procurement.actors import AT, OPERATOR, agency

WRITERS = """
import sys, django
django.setup()
from datetime import UTC, datetime
from procurement.permissions import Kind
from procurement.services.people import add_organisation
from procurement.services.record import Actor
for number in range(15):
    add_organisation(f"{sys.argv[1]}-{number}", kind=Kind.AGENCY, by=Actor(None, ""), at=datetime.now(tz=UTC))
"""


@pytest.mark.django_db
def test_entries_follow_each_other_and_the_head_is_the_last() -> None:
    agency()
    agency("가상도청")
    one, two = AuditEntry.objects.all()
    assert (one.number, two.number, two.previous) == (1, 2, one.digest)
    assert AuditHead.objects.get().digest == two.digest


@pytest.mark.django_db
def test_the_moment_is_kept_in_utc_whatever_the_clock_of_the_place() -> None:
    seoul = timezone(timedelta(hours=9))
    with transaction.atomic():
        entry = record("x", subject="x", details={"이름": "=1+1\n2번"}, by=OPERATOR, at=AT.astimezone(seoul))
    kept = AuditEntry.objects.get()
    assert kept.at.isoformat() == "2026-11-22T09:30:00+00:00"
    assert kept.computed() == kept.digest == entry.digest
    assert kept.details == '{"이름": "=1+1\\n2번"}'  # a line break cannot forge a line


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_entry_and_an_entry_that_fails_no_act(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> None:
        with transaction.atomic():
            agency()
            raise LookupError

    with pytest.raises(LookupError):
        failing()
    assert (AuditEntry.objects.count(), Organisation.objects.count()) == (0, 0)
    monkeypatch.setattr(AuditEntry, "computed", lambda _: None)  # no digest: the database refuses the entry
    with pytest.raises(Exception, match="digest"):
        agency()
    monkeypatch.undo()
    assert (AuditEntry.objects.count(), Organisation.objects.count(), AuditHead.objects.get().number) == (0, 0, 0)


def services() -> Iterator[tuple[str, ast.FunctionDef]]:
    folder = Path(__file__).parents[3] / "procurement" / "services"
    for file in sorted(folder.glob("[!_]*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and file.stem != "record":
                yield f"{file.stem}.{node.name}", node


@pytest.mark.parametrize(("name", "node"), list(services()))
def test_every_service_is_one_transaction_and_one_entry_and_says_who_and_when(name: str, node: ast.FunctionDef) -> None:
    calls = [n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    assert calls.count("record") == 1, name
    assert "transaction.atomic" in [ast.unparse(one) for one in node.decorator_list], name
    assert {"by", "at"} <= {one.arg for one in node.args.kwonlyargs}, name
    assert len(node.args.args) <= 1, name


def test_processes_that_write_at_once_leave_one_whole_chain(database_url: Callable[[], str], tmp_path: Path) -> None:
    env = {**os.environ, "JEOUL_DATABASE_URL": database_url(), "JEOUL_DATA": str(tmp_path)}
    env["DJANGO_SETTINGS_MODULE"] = "procurement.settings"
    run = (sys.executable, "manage.py")
    subprocess.run([*run, "migrate", "-v0"], check=True, env=env)
    started = [subprocess.Popen([sys.executable, "-c", WRITERS, name], env=env) for name in "abc"]
    assert [one.wait(timeout=120) for one in started] == [0] * 3
    said = subprocess.run([*run, "verify_audit_log"], check=True, env=env, capture_output=True, text=True).stdout
    assert said.startswith("온전함 / whole: 45개 항목")
