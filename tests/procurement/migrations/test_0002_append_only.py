from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CHANGES = """
import django
django.setup()
from django.db import DatabaseError
from procurement.management.commands.seed_council import Command
from procurement.models import AuditEntry
Command().handle()
try:
    AuditEntry.objects.update(act="x")
except DatabaseError as refusal:
    print("refused:", refusal)
"""


def test_every_migration_goes_back_and_forth_and_the_record_is_guarded_again(
    database_url: Callable[[], str], tmp_path: Path
) -> None:
    env = {**os.environ, "JEOUL_DATABASE_URL": database_url(), "JEOUL_DATA": str(tmp_path)}
    env["DJANGO_SETTINGS_MODULE"] = "procurement.settings"
    for arguments in (("migrate",), ("migrate", "procurement", "zero"), ("migrate",), ("makemigrations", "--check")):
        subprocess.run([sys.executable, "manage.py", *arguments, "-v0"], cwd=ROOT, env=env, check=True)
    done = subprocess.run([sys.executable, "-c", CHANGES], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert "refused: the record is append-only" in done.stdout
