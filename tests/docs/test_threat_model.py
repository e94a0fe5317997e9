from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")


def test_every_test_that_is_named_is_there() -> None:
    missing = []
    for file, name in NAMED.findall(TABLE):
        path = ROOT / "tests" / file
        if not path.is_file() or (name and f"def {name}(" not in path.read_text(encoding="utf-8")):
            missing.append((file, name))
    assert missing == []


def test_what_is_done_names_a_test_or_says_why_not() -> None:
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in TABLE.splitlines() if row.startswith("| C.")]
    assert len(rows) == 46
    assert [row[0] for row in rows if row[3].startswith("됨") and not row[2]] == []
