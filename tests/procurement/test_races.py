from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BEGIN = """
import sys, django
django.setup()
from tests.procurement import rounds
getattr(rounds, sys.argv[1])()
"""
ACT = """
import sys, django
django.setup()
from procurement.casefile.envelopes import Envelope
from procurement.models import Mark, Opening, Result, Seat, Tender, User
from procurement.services.cards import Overtaken, save_mark, submit_card
from procurement.services.panel import begin_evaluation, close_technical
from procurement.services.prices import confirm_opening, open_envelopes
from procurement.services.record import Unusable
from procurement.workflow import NotYet
from tests.procurement.actors import AT, acting
tender = Tender.objects.get()
seat = Seat.objects.filter(tender=tender).select_related("user", "tender").first()
officers = [acting(one) for one in User.objects.filter(appointments__role="officer").order_by("pk")]
number = int(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
try:
    {act}
except (NotYet, Overtaken, Unusable) as refusal:
    print(type(refusal).__name__)
else:
    print("done")
"""
SAVE = (
    'save_mark(seat, bid="A", criterion="maintenance", points=str(number), reason="", version=0, '
    "by=acting(seat.user), at=AT)"
)
CLOSE = "close_technical(tender, by=officers[number % 2], at=AT)"
CONFIRM = "confirm_opening(tender, by=officers[1], at=AT)"


class Database:
    """One database that several processes act on at the same moment."""

    def __init__(self, url: str, folder: Path) -> None:
        self.env = {**os.environ, "JEOUL_DATABASE_URL": url, "JEOUL_DATA": str(folder)}
        self.env |= {"DJANGO_SETTINGS_MODULE": "procurement.settings", "PYTHONPATH": str(ROOT)}
        self.run("manage.py", "migrate", "-v0")

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def at_once(self, act: str, *, processes: int, script: str = ACT) -> list[str]:
        text = script.replace("{act}", act)
        started = [
            subprocess.Popen(
                [sys.executable, "-c", text, str(number)],
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(processes)
        ]
        for one in started:
            assert one.stdout
            assert one.stdout.readline() == "ready\n"
        for one in started:
            assert one.stdin
            one.stdin.write("go\n")
            one.stdin.flush()
        return sorted(one.communicate(timeout=120)[0].strip() for one in started)

    def asked(self, expression: str) -> str:
        head = "import django; django.setup(); from procurement.models import *; "
        return self.run("-c", f"{head}print({expression})")


@pytest.fixture
def database(database_url: Callable[[], str], tmp_path: Path) -> Database:
    return Database(database_url(), tmp_path)


def test_one_of_several_windows_keeps_the_mark_and_the_others_are_told(database: Database) -> None:
    """C.4: no mark is lost, none is overwritten."""
    database.run("-c", BEGIN, "declared")
    assert database.at_once(SAVE, processes=4) == ["Overtaken"] * 3 + ["done"]
    assert database.asked("list(Mark.objects.values_list('version', flat=True))") == "[1]"


def test_the_evaluation_is_closed_once_and_opened_once(database: Database) -> None:
    """C.4: two officers at the same button."""
    database.run("-c", BEGIN, "submitted")
    assert database.at_once(CLOSE, processes=3) == ["NotYet", "NotYet", "done"]
    first = "from tests.procurement.rounds import *; from procurement.models import Tender, User; "
    first += "tender = Tender.objects.get(); "
    first += "opening = {bid.key: example_bids()[bid.key][1] for bid in envelopes_to_open(tender)}; "
    first += "officer = User.objects.filter(appointments__role='officer').order_by('pk').first(); "
    first += "open_envelopes(tender, prices=opening, by=acting(officer), at=AT)"
    database.run("-c", f"import django; django.setup(); {first}")
    assert database.at_once(CONFIRM, processes=3) == ["done"] * 3
    assert database.asked("AuditEntry.objects.filter(act='prices.confirmed').count()") == "1"
    assert database.asked("Result.objects.count()") == "2"
    assert database.run("manage.py", "verify_audit_log").startswith("온전함")


BEGIN_RELEASE = """
import sys, django
django.setup()
from tests.procurement import exchange
people = exchange.cast()
exchange.checked(exchange.submitted(people.maker), people)
exchange.draft(people.rival)
"""
VERIFY = """
import sys, django
django.setup()
from procurement.models import Release, User
from procurement.services.evidence_drafts import submit
from procurement.services.evidence_review import reject, verify
from procurement.verification import Level
from procurement.workflow import NotYet
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import CERTIFIED
number = int(sys.argv[1])
made = Release.objects.get(owner__name="가상반도체")
draft = Release.objects.get(owner__name="비밀반도체")
second, maker = (acting(User.objects.get(username=name)) for name in ("검증2", "경쟁"))
print("ready", flush=True)
sys.stdin.readline()
try:
    {act}
except NotYet as refusal:
    print(type(refusal).__name__)
else:
    print("done")
"""


@pytest.mark.parametrize(
    "act",
    [
        "verify(made, proof=CERTIFIED, by=second, at=AT)",
        'reject(made, reason="다름", by=second, at=AT) if number else verify(made, proof=CERTIFIED, by=second, at=AT)',
        "submit(draft, level=Level.PUBLIC, by=maker, at=AT)",
    ],
)
def test_a_release_is_verified_rejected_and_submitted_once(database: Database, act: str) -> None:
    """C.4-22"""
    database.run("-c", BEGIN_RELEASE)
    assert database.at_once(act, processes=3, script=VERIFY) == ["NotYet", "NotYet", "done"]
    assert database.run("manage.py", "verify_audit_log").splitlines()[1].endswith("건 온전함 / whole")
