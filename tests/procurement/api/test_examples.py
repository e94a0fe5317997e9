"""The examples of docs/api.md, asked and answered here; with JEOUL_WRITE=1 they are written anew."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.procurement.api.client import Api, token_for
from tests.procurement.exchange import GUIDELLM, cast, content
from tests.procurement.plans import small
from tests.procurement.rounds import crew, smaller_notice

START, END = "<!-- examples -->\n", "<!-- end of examples -->"
KEY = re.compile(r'((?:/api/v1/(?:tenders|plans|jobs|releases)/|"(?:id|plan)": ))\d+')
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+(?:Z|[\d:]*)")


class Told:
    """What was asked and answered, in the words of HTTP."""

    def __init__(self) -> None:
        self.blocks: list[str] = []

    def say(self, title: str, ask: str, answer: Any, *, sent: str = "", headers: tuple[str, ...] = ()) -> Any:
        kept = [f"{name}: {answer.headers[name]}" for name in headers]
        body = json.dumps(json.loads(answer.content), ensure_ascii=False, indent=2) if answer.content else ""
        shown = MOMENT.sub("2026-11-22T18:30:00+09:00", "\n".join([f"HTTP {answer.status_code}", *kept, "", body]))
        block = f"### {title}\n\n```http\n{ask}{sent}\n```\n\n```http\n{shown.strip()}\n```\n\n"
        self.blocks.append(KEY.sub(r"\g<1>1", block))
        return answer


@pytest.mark.django_db
def test_the_examples_of_the_manual_are_what_is_answered(root: Path) -> None:
    told = Told()
    tender(told, Api(token_for(crew().officer)))
    release(told, Api(token_for(cast("가상구청").maker)))
    file = root / "docs" / "api.md"
    text = file.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    kept, _, after = rest.partition(END)
    if os.environ.get("JEOUL_WRITE"):
        file.write_text(before + START + "".join(told.blocks) + END + after, encoding="utf-8")
        return
    assert kept == "".join(told.blocks), "JEOUL_WRITE=1 pytest tests/procurement/api/test_examples.py"


def tender(told: Told, officer: Api) -> None:
    told.say("나는 누구인가 / who I am", "GET /api/v1/me", officer.get("me"))
    zipped = "\nContent-Type: application/zip\n\n(ZIP: tender.toml, README.md)"
    made = officer.post_zip("tenders", smaller_notice())
    told.say("사업을 시작한다 / begin a tender", "POST /api/v1/tenders", made, sent=zipped, headers=("Location",))
    own = f"tenders/{made.json()['id']}"
    whole = told.say("공고 전에 본다 / look before publishing", f"GET /api/v1/{own}", officer.get(own)).json()
    wrong = {"digest": "0" * 64}
    ask = f"POST /api/v1/{own}/publication"
    told.say("본 것과 다르면 거절한다 / refused", ask, officer.post(f"{own}/publication", wrong), sent=sending(wrong))
    seen = {"digest": whole["digest"]}
    key = "\nIdempotency-Key: 2026-11-22-0001"
    published = officer.post(f"{own}/publication", seen, Idempotency_Key="2026-11-22-0001")
    told.say("공고한다 / publish", ask, published, sent=key + sending(seen))
    plan = officer.post_zip("plans", small()).json()
    asked = {"prices": True, "seconds": 60}
    job = officer.post(f"plans/{plan['id']}/jobs", asked)
    ask = f"POST /api/v1/plans/{plan['id']}/jobs"
    told.say("오래 걸리는 계산 / a job", ask, job, sent=sending(asked), headers=("Location",))


def release(told: Told, maker: Api) -> None:
    begun = maker.post("releases", {"title": "RNGD 4장, 2026년 4분기"}).json()
    ask = f"PUT /api/v1/releases/{begun['id']}/files/{GUIDELLM}"
    octets = "\nContent-Type: application/octet-stream\n\n(GuideLLM JSON)"
    put = maker.put_file(f"releases/{begun['id']}/files/{GUIDELLM}", content())
    told.say("측정 결과를 낸다 / hand results in", ask, put, sent=octets)
    early = maker.post(f"releases/{begun['id']}/submission", {"level": "council"})
    ask = f"POST /api/v1/releases/{begun['id']}/submission"
    told.say("답하지 않은 것이 있으면 거절한다 / refused", ask, early, sent=sending({"level": "council"}))


def sending(data: dict[str, Any]) -> str:
    return f"\nContent-Type: application/json\n\n{json.dumps(data, ensure_ascii=False)}"
