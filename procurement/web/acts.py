"""The record's acts in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ACTS: dict[str, Promise] = {
    "access.refused": gettext_lazy("허용되지 않은 시도"),
    "bid.entered": gettext_lazy("입찰 받음"),
    "bid.withdrawn": gettext_lazy("입찰 철회"),
    "card.mark_saved": gettext_lazy("점수 저장"),
    "card.reopened": gettext_lazy("평가표 다시 엶"),
    "card.submitted": gettext_lazy("평가표 제출"),
    "council.seeded": gettext_lazy("협의체 구성원 넣음"),
    "evaluation.begun": gettext_lazy("접수 마감·평가 시작"),
    "evaluation.closed": gettext_lazy("기술평가 마감"),
    "organisation.added": gettext_lazy("기관 추가"),
    "panel.declared": gettext_lazy("서약"),
    "panel.seated": gettext_lazy("위원 정함"),
    "password.changed": gettext_lazy("비밀번호 바꿈"),
    "person.added": gettext_lazy("사람 추가"),
    "prices.confirmed": gettext_lazy("가격 개봉 확인"),
    "prices.opened": gettext_lazy("가격 개봉"),
    "prices.turned_down": gettext_lazy("개봉 돌려보냄"),
    "role.ended": gettext_lazy("역할 끝냄"),
    "role.given": gettext_lazy("역할 줌"),
    "second_factor.added": gettext_lazy("2차 인증 등록"),
    "second_factor.removed": gettext_lazy("2차 인증 없앰"),
    "second_factor.reset": gettext_lazy("복구 코드 새로 만듦"),
    "session.begun": gettext_lazy("로그인"),
    "session.ended": gettext_lazy("로그아웃"),
    "session.failed": gettext_lazy("로그인 실패"),
    "session.locked_out": gettext_lazy("로그인 잠김"),
    "token.ended": gettext_lazy("API 열쇠 없앰"),
    "token.given": gettext_lazy("API 열쇠 만듦"),
    "tender.cancelled": gettext_lazy("사업 취소"),
    "tender.decided": gettext_lazy("결정"),
    "tender.file_put": gettext_lazy("사업 파일 넣음"),
    "tender.published": gettext_lazy("공고"),
    "tender.started": gettext_lazy("사업 시작"),
}
"""An act that is not here is shown by its own name."""
