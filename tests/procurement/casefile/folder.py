"""A small case of three bids in a folder of its own: A measured with GuideLLM, B with vLLM's client, C tampered with.

Everything but the two result files is invented for the tests.
"""

from __future__ import annotations

import json
from pathlib import Path

FILES = Path(__file__).resolve().parents[2] / "files"

TENDER = """\
[tender]
id = "T-1"
title = "시험 사업"
agency = "시험 기관"
rules_day = 2026-11-02
example = true
procedure = "negotiation_national"

[rules]
profiles = ["kr.negotiation.national", "kr.pps.panel", "kr.differential"]

[rules.answers]
E_kind = "budget"
E_vat = "incl"
E_amount = 1000000000
bid_vat = "incl"
ceiling = 1000000000
L_pool = "eligible_only"
floor_L = true
cap_at_pmax = true
trim_k = 0
price_formula = "two_slope_2026"
differential_step = "none"
differential_threshold_on = "raw"
differential_pool = "all"

[rules.where]
E_kind = "공고서 3"

[price]
points = 10
weight_reason = "시험"

[[gates]]
id = "first_token"
title = "첫 토큰 지연시간 P90"
unit = "ms"
comparison = "<="
limit = 60
measure = { metric = "ttft", statistic = "p90", model = "mock-model", isl = 128, osl = 64 }

[[gates]]
id = "server_power"
title = "서버 전력"
unit = "W"
comparison = "<="
limit = 5000
offer = "power_w"

[[criteria]]
id = "plan"
title = "수행계획"
group = "기술"
kind = "qualitative"
points = 70

[[criteria]]
id = "throughput"
title = "출력 처리량"
group = "정량"
kind = "quantitative"
points = 10
unit = "tokens/s"
missing_share = 0.5
value = { kind = "linear", floor = 0, target = 400, places = 4 }

[criteria.measure]
metric = "output_tps"
statistic = "value"
model = "mock-model"
isl = 128
osl = 64
slo = { ttft_p90_ms = 60 }

[[criteria]]
id = "per_token"
title = "출력 토큰당 시간 P90"
group = "정량"
kind = "quantitative"
points = 5
unit = "ms"
missing_share = 0.5
value = { kind = "ladder", better = "lower", steps = [[10.02, 1.0], [10.05, 0.9], [99, 0.8]] }
measure = { metric = "tpot", statistic = "p90", model = "mock-model", isl = 128, osl = 64 }

[[criteria]]
id = "credit"
title = "신용등급"
group = "정량"
kind = "quantitative"
points = 5
unit = "등급"
value = { kind = "grades", shares = { "A0" = 1.0, "BBB0" = 0.8 } }
officer = true

[evaluators]
ids = ["위원1", "위원2"]

[sizing]
objective = "cheapest"
utilisation = 0.5
spares = 0

[[sizing.demand]]
id = "chat"
title = "상담"
model = "mock-model"
isl = 128
osl = 64
rate = 20
slo = { ttft_p90_ms = 60 }

[sizing.limits]
budget = 1000000000
"""

BID = """\
[bid]
id = "{id}"
name = "{name}"
manufacturer = "{name} 제조"
price = {price}

[offer]
title = "{name} 서버"
accelerator = "{accelerator}"
accelerators = 8
price = {server}
domestic = true
power_w = 3000
rack_units = 4
power_source = "제안서 12쪽"

[[evidence]]
file = "{file}"

[evidence.answers]
accelerator = "{accelerator}"
used = {used}
weight_precision = "fp8"
engine = "시험 엔진"
engine_version = "1.0"
measurer = "시험소"
measurer_role = "third_party_lab"
power_scope = "not_measured"
{lengths}
[officer.credit]
value = "{credit}"
trace = "확인서"
"""
LENGTHS = "isl = 128\nosl = 64\n"
MARKS = """\
evaluator,bid,criterion,points,reason
위원1,A,plan,66,
위원1,B,plan,60.5,
위원1,C,plan,65,
위원2,A,plan,68,"구체적임, 좋음"
위원2,B,plan,69.25,
위원2,C,plan,65,
"""


def bid(key: str, **changed: object) -> str:
    """A bid's TOML; A, B and C differ in what stands here."""
    own: dict[str, dict[str, object]] = {
        "A": {"price": 900000000, "server": 100000000, "file": "../evidence/a/result.json", "used": 1, "lengths": ""},
        "B": {"price": 850000000, "server": 60000000, "file": "../evidence/b/result.json", "used": 2},
        "C": {"price": 800000000, "server": 10000000, "file": "../evidence/c/result.json", "used": 2},
    }
    common: dict[str, object] = {"id": key, "name": f"{key}사", "accelerator": f"npu-{key.lower()}", "credit": "A0"}
    return BID.format(**{"lengths": LENGTHS, **common, **own.get(key, {}), **changed})


def tampered() -> bytes:
    """The vLLM file with a throughput three tenths higher than its own counts allow."""
    values = json.loads((FILES / "vllm_c4.json").read_text(encoding="utf-8"))
    return json.dumps({**values, "output_throughput": values["output_throughput"] * 1.3}).encode()


def small_case(folder: Path) -> Path:
    """Write the case and give its folder back."""
    results = {"a": (FILES / "guidellm_v2.json").read_bytes(), "b": (FILES / "vllm_c4.json").read_bytes()}
    write(folder / "tender.toml", TENDER)
    write(folder / "marks.csv", MARKS)
    for key in ("A", "B", "C"):
        write(folder / "bids" / f"{key}.toml", bid(key))
    for key, content in {**results, "c": tampered()}.items():
        place = folder / "evidence" / key / "result.json"
        place.parent.mkdir(parents=True)
        place.write_bytes(content)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in the file; a test that changes nothing would prove nothing."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new))
