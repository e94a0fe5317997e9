from __future__ import annotations

import pytest
from django.db import connection

from procurement.selectors.results import recomputed
from procurement.workflow import Stage
from tests.procurement.rounds import opened

pytestmark = pytest.mark.django_db


def tampered(sql: str) -> None:
    """As somebody who takes the guards of the database away first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE procurement_bid DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE procurement_result DISABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE '%_bid'")
            names = [row[0] for row in cursor.fetchall()]
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE '%_result'")
            for name in [*names, *(row[0] for row in cursor.fetchall())]:
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(sql)


def test_kept_results_come_out_again() -> None:
    made = opened()
    assert [(one.result.kind, one.fault) for one in recomputed()] == [("technical", ""), ("final", "")]
    assert made.tender.stage == Stage.PRICES_OPENED


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE procurement_result SET outcome = '[]'", "다른 결과가"),
        ("UPDATE procurement_result SET input_digest = 'x'", "바뀌었습니다"),
        ("UPDATE procurement_bid SET content = (SELECT b.content FROM procurement_bid b WHERE b.key = 'B')", "다시"),
    ],
)
def test_what_was_changed_behind_its_back_is_told(sql: str, said: str) -> None:
    opened()
    tampered(sql)
    faults = [one.fault for one in recomputed()]
    assert len(faults) == 2
    assert all(said in one for one in faults)
