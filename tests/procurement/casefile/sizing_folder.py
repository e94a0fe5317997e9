"""A small folder with sizing.toml: every term of a plan, ugly titles, a histogram and a trace. All figures invented."""

from __future__ import annotations

from pathlib import Path

from procurement.casefile import sized
from procurement.casefile.sizing import SizingCase, read_sizing, sizing_of
from procurement.exports.sizing import Sizing

EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "examples" / "sizing-preset"

HISTOGRAM = """\
title = "대화 기록"
source = "시험용"
rows = "isl"
columns = "osl"
isl = [128, 256, 4096]
osl = [64, 128]
requests = [[60, 30], [5, 3], [1, 1]]
"""

TRACE = """\
TIMESTAMP,ContextTokens,GeneratedTokens
2026-01-01 00:00:00,100,50
2026-01-01 00:00:01,200,100
2026-01-01 00:00:02,0,5
2026-01-01 00:00:03,5000,100
"""

_EVIDENCE = """
[[servers.evidence]]
published = "h100-llama31-8b-fp8-128-128"

[[servers.evidence]]
published = "h100-llama31-8b-fp8-2048-128"
"""

SIZING = f"""\
[plan]
title = "=시험 '구성' _x0041_"
day = 2026-11-02
example = false

[[servers]]
id = "old"
vendor = "V*"
title = "@서버 (있던 것)"
accelerator = "nvidia-h100-sxm"
accelerators = 1
price = 30000000
domestic = false
power_w = 700
rack_units = 1
existing = 1
{_EVIDENCE}
[[servers]]
id = "new"
vendor = "VX"
title = "서버 (새것)"
accelerator = "nvidia-h100-sxm"
accelerators = 1
price = 40000000
domestic = true
power_w = 600
rack_units = 2
lead_years = 1
maximum = 9
minimum = 2
cooling_w = 650
lot = "본"
price_source = "견적 / quote"
{_EVIDENCE}
[[servers]]
id = "dark"
vendor = "V4"
title = "전력을 모르는 서버"
accelerator = "nvidia-h100-sxm"
accelerators = 1
price = 1000
domestic = false
rack_units = 2

[sizing]
objective = "cheapest"
utilisation = 0.5
spares = 0

[[sizing.demand]]
id = "chat"
title = "대화"
model = "Llama 3.1 8B"
histogram = "chat.toml"
rate = 120.5
slo = "none"
growth = [0.1, 1.5]

[[sizing.years]]
title = "1년"
budget = 900000000

[[sizing.years]]
title = "2년"

[[sizing.discounts]]
id = "많이"
configurations = ["old"]
by = "servers"
tiers = [[2, 0.1]]

[[sizing.bundles]]
id = "pack"
title = "묶음"
price = 70000000
maximum = 2

[sizing.bundles.contents]
new = 3

[[sizing.exclusive]]
items = ["pack", "dark"]

[[sizing.pairings]]
model = "Llama 3.1 8B"
configurations = ["dark"]
kind = "never"
why = "인증 없음"

[sizing.limits]
budget = 1500000000
power_w = 30000
rack_units = 80
running = 90000000
vendor_share = 0.95
min_vendors = 1
max_vendors = 2
domestic_share = {{ share = 0.05, legal_basis = "security" }}

[sizing.costs]
years = 4
hours = 8000
pue = 1.4
tariff = 133.3
maintenance = 0.07
residual = [0.6, 0.4, 0.2, 0.1]
discount = 0.045
"""


def small_folder(folder: Path, old: str = "", new: str = "") -> Path:
    """A folder with the small sizing, one place of it changed."""
    assert old in SIZING
    (folder / "sizing.toml").write_text(SIZING.replace(old, new), encoding="utf-8")
    (folder / "chat.toml").write_text(HISTOGRAM, encoding="utf-8")
    (folder / "trace.csv").write_text(TRACE, encoding="utf-8")
    return folder


def small_case(folder: Path, old: str = "", new: str = "") -> SizingCase:
    return read_sizing(small_folder(folder, old, new))


def solved(folder: Path) -> Sizing:
    """The sizing of a folder as it is handed out."""
    case = read_sizing(folder)
    return sizing_of(case, sized=sized(case.purchase, wall_seconds=60), program="Jeoul")
