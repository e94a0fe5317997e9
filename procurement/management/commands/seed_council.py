"""manage.py seed_council: add the K-Perf council's members that are missing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from procurement.management.base import SpokenCommand
from procurement.services.people import seed_council
from procurement.services.record import Actor


class Command(SpokenCommand):
    """Exit code 0; run again, it adds nothing twice and changes nothing that was edited."""

    help = "K-Perf 협의체 구성원 15곳을 넣습니다 / add the 15 members of the K-Perf council"

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Add and say what was added."""
        added = seed_council(by=Actor(None, ""), at=datetime.now(tz=UTC))
        names = ", ".join(one.name for one in added) or "없음 / none"
        self.stdout.write(f"넣은 기관 / added: {names}")
