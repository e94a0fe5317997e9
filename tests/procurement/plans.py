"""The example of a sizing as a plan of an agency, small ones that are answered at once, and who runs the jobs."""

from __future__ import annotations

from pathlib import Path

from procurement.models import Job, Organisation, Plan, User
from procurement.services.jobs import ask_sizing
from procurement.services.plans import start_plan
from tests.procurement.actors import AT, acting

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "sizing-preset"
SMALL = """\
[plan]
title = "작은 구성"
day = 2026-11-02
example = true
example_note = "값은 지어냈다."

[[servers]]
id = "rngd"
vendor = "FuriosaAI"
title = "RNGD 8장"
accelerator = "furiosa-rngd"
accelerators = 8
price = 175000000
domestic = true
power_w = 3000
rack_units = 4

[[servers.evidence]]
published = "rngd-llama31-8b-fp8-128-4096"

[sizing]
objective = "cheapest"
utilisation = 0.8
spares = 0

[[sizing.demand]]
id = "drafts"
title = "일괄 생성"
model = "Llama 3.1 8B"
isl = 128
osl = 4096
rate = 12

[sizing.limits]
budget = 900000000
"""
ASKED: dict[str, str | int | bool | None] = {
    "frontier": None,
    "prices": False,
    "why": None,
    "robustness": False,
    "policy": False,
    "seconds": 60,
}


def small(**changed: str) -> dict[str, bytes]:
    text = SMALL
    for before, after in changed.items():
        text = text.replace(f"\n{before} = ", f"\n{before} = {after} # ")
    return {"sizing.toml": text.encode()}


def planned(agency: Organisation, officer: User, files: dict[str, bytes] | None = None) -> Plan:
    return start_plan(files or small(), agency=agency, by=acting(officer), at=AT)


def asked(plan: Plan, officer: User, **changed: str | int | bool | None) -> Job:
    return ask_sizing(plan, parameters={**ASKED, **changed}, by=acting(officer), at=AT)
