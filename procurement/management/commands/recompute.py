"""manage.py recompute: every kept result computed again from its files and compared to the last decimal."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from procurement.management.base import REFUSED, SpokenCommand
from procurement.selectors.results import recomputed


class Command(SpokenCommand):
    """Exit codes: 0 all equal, 1 something differs."""

    help = "보관한 평가 결과를 모두 다시 계산해 견줍니다 / compute every kept result again and compare"

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Say each result and whether it comes out again. Raises CommandError where one does not."""
        faults = total = 0
        for one in recomputed():
            total, faults = total + 1, faults + bool(one.fault)
            kind = one.result.get_kind_display()
            self.stdout.write(f"{one.result.tender} · {kind}: {one.fault or '같음 / equal'}")
        if faults:
            raise CommandError(
                f"{total}건 가운데 {faults}건이 다릅니다 / {faults} of {total} differ", returncode=REFUSED
            )
        self.stdout.write(f"{total}건 모두 같음 / all equal")
