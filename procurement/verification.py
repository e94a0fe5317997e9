"""How far a release of results has come, and the legal moves. Knows neither the database nor the web."""

from __future__ import annotations

from enum import StrEnum

from procurement.workflow import NotYet


class State(StrEnum):
    """Where a release stands; nothing is ever a draft again, and nothing comes back from withdrawn."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    VERIFIED = "verified"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


NOT_STANDING = (State.DRAFT, State.REJECTED, State.WITHDRAWN)
"""States in which a release speaks for nobody."""


class Level(StrEnum):
    """To whom a release is disclosed."""

    PRIVATE = "private"
    NAMED = "named"
    COUNCIL = "council"
    PUBLIC = "public"


_OPEN = (State.SUBMITTED, State.CHECKED)
STEPS: frozenset[tuple[State, State]] = frozenset(
    {
        (State.DRAFT, State.SUBMITTED),
        (State.SUBMITTED, State.CHECKED),
        (State.CHECKED, State.VERIFIED),
        *((state, State.REJECTED) for state in _OPEN),
        *((state, State.WITHDRAWN) for state in (*_OPEN, State.VERIFIED, State.REJECTED)),
    }
)
"""Every move that there is: draft, submitted, checked, verified; rejected before that; withdrawn from any but draft."""

CHECKLIST: dict[str, str] = {
    "raw_file": "원본 파일이 측정 도구가 쓴 그대로인가 / the raw file is as the tool wrote it",
    "system": "장비와 사용 수량이 실제와 같은가 / device and cards used are the real ones",
    "software": "소프트웨어와 판이 실제와 같은가 / software and versions are the real ones",
    "conditions": "모델, 정밀도, 길이, 동시 요청이 맞는가 / model, precision, lengths and concurrency are right",
    "findings": "검사 V01-V23의 지적을 모두 살폈는가 / every finding V01-V23 was looked at",
    "power": "전력 범위와 방법이 적혔거나 미측정인가 / power has its scope and method, or is not measured",
}
"""What the first verifier answers for."""


def check_step(now: State, *, to: State) -> None:
    """Raise NotYet unless the move is legal."""
    if (now, to) not in STEPS:
        raise NotYet(f"{now} 상태에서 {to} 상태로 갈 수 없습니다 / there is no step from {now} to {to}")
