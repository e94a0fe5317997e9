"""manage.py seed_demo: add a made-up agency and its people, in the demo only."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.core.management.base import CommandError

from procurement.demo import PASSWORD, seed_demo
from procurement.management.base import USAGE, SpokenCommand


class Command(SpokenCommand):
    """Exit codes: 0 done, also when all are there; 2 outside the demo."""

    help = "시연용 기관과 사람을 넣습니다 / add a made-up agency and its people"

    def handle(self, *_args: object, **_options: object) -> None:
        """Add and say who. Raises CommandError where JEOUL_DEMO is not 1: everyone knows the passwords."""
        if not settings.DEMO:
            what = "JEOUL_DEMO=1일 때만 넣습니다: 비밀번호가 모두에게 알려져 있습니다"
            raise CommandError(f"{what} / only with JEOUL_DEMO=1: the passwords are public", returncode=USAGE)
        names = ", ".join(str(one) for one in seed_demo(at=datetime.now(tz=UTC))) or "없음 / none"
        self.stdout.write(f"넣은 사람 / added: {names}")
        self.stdout.write(f"비밀번호 / password: {PASSWORD}")
