"""둘러보기: the example tender from its files to the sheet, stop by stop, each with who does it and where."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from procurement.demo import NUMBER, PEOPLE
from procurement.models import Tender
from procurement.models.people import ROLES
from procurement.permissions import Role, may_run_tender
from procurement.selectors.cards import seats_for
from procurement.selectors.tenders import tenders_for
from procurement.web.asking import SignedIn
from procurement.web.steps import FORWARD
from procurement.workflow import Stage


@dataclass(frozen=True, slots=True)
class Stop:
    """What is seen at a stop: while the tender is at `stage`, by the role, on the page ("" = one's own work)."""

    stage: Stage
    role: Role
    page: str
    title: Promise
    about: Promise


STOPS = (
    Stop(
        Stage.DRAFT,
        Role.OFFICER,
        "tender_page",
        gettext_lazy("파일에서 사업으로"),
        gettext_lazy(
            "tender.toml 하나에 요구, 항목, 배점, 규정의 날이 있습니다. 고치면 무엇이 남았는지 바로 보입니다."
        ),
    ),
    Stop(
        Stage.DRAFT,
        Role.OFFICER,
        "tender_publish",
        gettext_lazy("공고하고 동결하기"),
        gettext_lazy("무엇이 동결되는지 보이고 한 번 묻습니다. 요약값이 남아 나중에 바뀌지 않았음을 증명합니다."),
    ),
    Stop(
        Stage.PUBLISHED,
        Role.OFFICER,
        "bids",
        gettext_lazy("가격 없는 입찰과 측정 결과"),
        gettext_lazy("'예제 입찰 넣기'를 누르세요. 입찰마다 주장한 값과 측정 결과의 검사가 나란히 있습니다."),
    ),
    Stop(
        Stage.PUBLISHED,
        Role.OFFICER,
        "panel",
        gettext_lazy("위원을 정하고 평가 시작하기"),
        gettext_lazy("공고의 자리마다 사람을 정한 다음 사업 화면에서 접수를 마감합니다."),
    ),
    Stop(
        Stage.EVALUATING,
        Role.EVALUATOR,
        "",
        gettext_lazy("서약하고 채점하기"),
        gettext_lazy("위원은 서약한 입찰의 자기 평가표만 봅니다. 적는 대로 저장되고, 모든 위원이 제출해야 마감합니다."),
    ),
    Stop(
        Stage.EVALUATING,
        Role.OFFICER,
        "close",
        gettext_lazy("기술평가 마감하기"),
        gettext_lazy("평가표가 동결됩니다. 이때까지 가격은 어디에도 없습니다."),
    ),
    Stop(
        Stage.TECHNICAL_CLOSED,
        Role.OFFICER,
        "opening",
        gettext_lazy("두 사람이 가격 열기"),
        gettext_lazy(
            "한 담당자가 금액을 적고 다른 담당자가 봉투와 맞춰 봅니다. 예제의 금액은 예제 폴더의 bids/에 있습니다."
        ),
    ),
    Stop(
        Stage.PRICES_OPENED,
        Role.OFFICER,
        "result",
        gettext_lazy("점수와 순위, 그 유도 과정"),
        gettext_lazy("모든 수를 펼치면 수를 넣은 식과 조항이 나옵니다. 강건성은 순위가 무엇에 흔들리는지 보입니다."),
    ),
    Stop(
        Stage.PRICES_OPENED,
        Role.APPROVER,
        "decide",
        gettext_lazy("결정하기"),
        gettext_lazy("결정은 사람이 하고 사유를 적습니다. 이의신청을 기다리는 기간이 정해집니다."),
    ),
    Stop(
        Stage.DECIDED,
        Role.OFFICER,
        "documents",
        gettext_lazy("평가표 엑셀과 문서"),
        gettext_lazy(
            "식이 살아 있는 엑셀 평가표와 모든 서식이 있습니다. 감사자는 기록의 사슬과 재계산으로 확인합니다."
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class ShownStop:
    """A stop: behind, here or ahead; the role in words; who of the demo does it."""

    stop: Stop
    state: str
    role: str
    people: tuple[str, ...]


@require_safe
def tour(request: SignedIn) -> HttpResponse:
    """Where the example stands and what comes next."""
    example = tenders_for(request.user).filter(number=NUMBER).first()
    seat = seats_for(request.user).filter(tender__number=NUMBER).select_related("tender").first()
    runs = may_run_tender(request.user.roles(), same_agency=True)
    followed = example or (seat.tender if seat else None)
    context = {"example": example, "stops": stops_of(followed), "may_begin": runs and example is None, "seat": seat}
    return render(request, "tour.html", context)


def stops_of(example: Tender | None) -> list[ShownStop]:
    """Each stop as it stands for the example."""
    reached = FORWARD.index(Stage(example.stage)) if example and example.stage in FORWARD else -1
    return [_shown(stop, reached) for stop in STOPS]


def _shown(stop: Stop, reached: int) -> ShownStop:
    place = FORWARD.index(stop.stage)
    state = "here" if place == reached else "behind" if place < reached else "ahead"
    names = [one.username for one in PEOPLE if one.role == stop.role] if settings.DEMO else []
    return ShownStop(stop, state, ROLES[stop.role], tuple(names))
