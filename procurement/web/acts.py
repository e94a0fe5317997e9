"""The record's acts in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ACTS: dict[str, Promise] = {
    "access.refused": gettext_lazy("허용되지 않은 시도"),
    "council.seeded": gettext_lazy("협의체 구성원 넣음"),
    "organisation.added": gettext_lazy("기관 추가"),
    "password.changed": gettext_lazy("비밀번호 바꿈"),
    "person.added": gettext_lazy("사람 추가"),
    "role.ended": gettext_lazy("역할 끝냄"),
    "role.given": gettext_lazy("역할 줌"),
    "second_factor.added": gettext_lazy("2차 인증 등록"),
    "second_factor.removed": gettext_lazy("2차 인증 없앰"),
    "second_factor.reset": gettext_lazy("복구 코드 새로 만듦"),
    "session.begun": gettext_lazy("로그인"),
    "session.ended": gettext_lazy("로그아웃"),
    "session.failed": gettext_lazy("로그인 실패"),
    "session.locked_out": gettext_lazy("로그인 잠김"),
    "tender.cancelled": gettext_lazy("사업 취소"),
    "tender.file_put": gettext_lazy("사업 파일 넣음"),
    "tender.published": gettext_lazy("공고"),
    "tender.started": gettext_lazy("사업 시작"),
}
"""An act that is not here is shown by its own name."""
