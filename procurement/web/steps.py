"""A tender's stages as steps, in words, and what comes next for whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from procurement.models import Tender
from procurement.models.tender import STAGES
from procurement.workflow import Stage

FORWARD = tuple(stage for stage in Stage if stage != Stage.CANCELLED)


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: `state` is done, active or "" for one to come."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Next:
    """What is to be done at a stage: the advice, the words of the button and the page it opens; "" = no page."""

    advice: Promise
    button: Promise | str = ""
    page: str = ""


NEXT: dict[Stage, Next] = {
    Stage.DRAFT: Next(
        gettext_lazy("아래 목록의 남은 것을 모두 정하고 공고하세요. 공고하면 파일과 배점이 동결됩니다."),
        gettext_lazy("공고하기"),
        "tender_publish",
    ),
    Stage.PUBLISHED: Next(
        gettext_lazy("입찰을 가격 없이 넣고 평가위원을 정한 다음, 접수를 마감하고 평가를 시작하세요."),
        gettext_lazy("접수 마감하고 평가 시작"),
        "begin",
    ),
    Stage.EVALUATING: Next(
        gettext_lazy("평가위원이 서약하고 평가하고 있습니다. 모두 제출하면 기술평가를 마감하세요."),
        gettext_lazy("기술평가 마감"),
        "close",
    ),
    Stage.TECHNICAL_CLOSED: Next(
        gettext_lazy("기술평가가 마감되었습니다. 두 계약담당자가 가격을 개봉합니다."),
        gettext_lazy("가격 개봉"),
        "opening",
    ),
    Stage.PRICES_OPENED: Next(
        gettext_lazy("가격이 개봉되었습니다. 결재자가 결과를 보고 결정합니다."), gettext_lazy("평가 결과"), "result"
    ),
    Stage.DECIDED: Next(gettext_lazy("결정이 끝났습니다."), gettext_lazy("평가 결과"), "result"),
    Stage.CANCELLED: Next(gettext_lazy("취소된 사업입니다. 사유는 감사기록에 있습니다.")),
}


def steps_of(tender: Tender) -> list[Step]:
    """The stages in order; none for a cancelled tender, which is in no order."""
    if tender.stage == Stage.CANCELLED:
        return []
    reached = FORWARD.index(Stage(tender.stage))
    states = ["done"] * reached + ["active"] + [""] * (len(FORWARD) - reached - 1)
    return [Step(STAGES[stage], state) for stage, state in zip(FORWARD, states, strict=True)]
