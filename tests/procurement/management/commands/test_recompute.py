from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.procurement.rounds import opened
from tests.procurement.selectors.test_results import tampered

pytestmark = pytest.mark.django_db


def test_every_kept_result_is_said_and_comes_out_again() -> None:
    made, out = opened(), StringIO()
    call_command("recompute", stdout=out)
    said = [f"{made.tender} · {kind}: 같음 / equal\n" for kind in ("기술평가", "종합평가")]
    assert out.getvalue() == "".join([*said, "2건 모두 같음 / all equal\n"])


def test_one_that_does_not_ends_with_one() -> None:
    opened()
    tampered("UPDATE procurement_result SET outcome = '[]' WHERE kind = 'final'")
    with pytest.raises(CommandError, match="2건 가운데 1건이 다릅니다") as refusal:
        call_command("recompute", stdout=StringIO())
    assert refusal.value.returncode == 1
