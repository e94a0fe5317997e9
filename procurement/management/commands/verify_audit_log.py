"""manage.py verify_audit_log: read the record and all releases from their beginning and name the first fault."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from procurement.management.base import REFUSED, SpokenCommand
from procurement.selectors.audit import chain
from procurement.selectors.evidence_chain import releases_whole


class Command(SpokenCommand):
    """Exit codes: 0 whole, 1 broken."""

    help = "감사기록의 사슬을 처음부터 확인합니다 / verify the chain of the record"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The head that a hand-out prints, to find a cut tail."""
        parser.add_argument("--head", default=None, help="문서에 인쇄된 머리값 / the head printed on a hand-out")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Say how many entries are whole. Raises CommandError naming the first that is not."""
        found = chain(printed=options["head"])
        if found.broken is not None:
            raise CommandError(
                f"감사기록이 온전하지 않습니다 / the record is broken\n{found.broken}", returncode=REFUSED
            )
        exchanged = releases_whole()
        if exchanged.broken is not None:
            raise CommandError(
                f"성능자료가 온전하지 않습니다 / the releases are broken\n{exchanged.broken}", returncode=REFUSED
            )
        self.stdout.write(f"온전함 / whole: {found.entries}개 항목, 머리값 / head {found.head}")
        if exchanged.releases:
            self.stdout.write(f"성능자료 / releases: {exchanged.releases}건 온전함 / whole")
