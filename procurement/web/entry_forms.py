"""The forms of a gate and of a criterion."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from procurement.web.asking import tongue
from procurement.web.building import Section
from procurement.web.entries import (
    BETTER,
    CURVES,
    ENDS,
    LEVELS,
    OFFERS,
    OFFICER,
    QUALITATIVE,
    SCORED,
    STATISTICS,
    Values,
    number_in,
)


class Entry(Section):
    """What a gate and a criterion have in common: a sign, a title, and how a measured value is read."""

    sign = forms.RegexField(
        r"^[a-z][a-z0-9_]*$",
        label=gettext_lazy("기호"),
        help_text=gettext_lazy("영문 소문자, 숫자, 밑줄. 입찰 증빙과 시트가 이 기호로 항목을 부릅니다."),
        max_length=40,
    )
    title = forms.CharField(label=gettext_lazy("이름"), max_length=200)
    statistic = forms.ChoiceField(
        label=gettext_lazy("통계값"),
        help_text=gettext_lazy("지연시간에만 씁니다."),
        choices=tuple(STATISTICS.items()),
        required=False,
    )
    model = forms.CharField(label=gettext_lazy("측정 모델"), max_length=100, required=False)
    isl = forms.IntegerField(label=gettext_lazy("입력 토큰"), min_value=1, required=False)
    osl = forms.IntegerField(label=gettext_lazy("출력 토큰"), min_value=1, required=False)
    concurrency = forms.DecimalField(
        label=gettext_lazy("동시 요청"),
        help_text=gettext_lazy("비워 두면 제안자가 잰 것 가운데 서비스 수준을 지키는 가장 좋은 값입니다."),
        min_value=1,
        required=False,
    )
    ttft_p90_ms = forms.DecimalField(label=gettext_lazy("서비스 수준: TTFT P90 (ms 이하)"), min_value=0, required=False)
    tpot_p90_ms = forms.DecimalField(label=gettext_lazy("서비스 수준: TPOT P90 (ms 이하)"), min_value=0, required=False)

    def clean(self) -> Values:
        """A measured value needs its conditions."""
        given = super().clean() or self.cleaned_data
        if str(given.get("source", "")).startswith("measure:"):
            for name in ("model", "isl", "osl"):
                if not given.get(name):
                    self.add_error(name, gettext("측정값으로 볼 때는 꼭 적습니다."))
        return given


class GateForm(Entry):
    """A requirement that a bid keeps or is out."""

    source = forms.ChoiceField(label=gettext_lazy("무엇을 봅니까"))
    limit = forms.DecimalField(
        label=gettext_lazy("한도"),
        help_text=gettext_lazy("클수록 좋은 값은 이상, 작을수록 좋은 값은 이하입니다. 단위는 고른 것을 따릅니다."),
        min_value=0,
    )
    field_order = (
        "seen",
        "sign",
        "title",
        "source",
        "limit",
        "statistic",
        "model",
        "isl",
        "osl",
        "concurrency",
        *LEVELS,
    )

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 -- what Django's form takes
        super().__init__(*given, **named)
        offered = [(f"offer:{key}", f"{words} ({unit})") for key, (unit, words) in OFFERS.items()]
        _choose(self, "source", [*measured_choices(), *offered])


class CriterionForm(Entry):
    """An item that is scored: by the evaluators, by a measured value, or by a value that the officer enters."""

    group = forms.CharField(label=gettext_lazy("분야"), max_length=60)
    points = forms.DecimalField(label=gettext_lazy("배점"), min_value=Decimal("0.0001"), decimal_places=4)
    source = forms.ChoiceField(label=gettext_lazy("점수는 어디에서 나옵니까"))
    unit = forms.CharField(
        label=gettext_lazy("단위"),
        help_text=gettext_lazy("담당자가 넣는 값에만. 측정값은 정해져 있습니다."),
        max_length=30,
        required=False,
    )
    missing_share = forms.DecimalField(
        label=gettext_lazy("미측정·미제출일 때의 배점비율"),
        help_text=gettext_lazy("0과 1 사이. 비워 두면 값이 없는 입찰은 평가할 수 없습니다. 0점으로 여기지 않습니다."),
        min_value=0,
        max_value=1,
        required=False,
    )
    curve = forms.ChoiceField(
        label=gettext_lazy("값을 점수로 바꾸는 방법"), choices=tuple(CURVES.items()), required=False
    )
    better = forms.ChoiceField(
        label=gettext_lazy("방향"),
        help_text=gettext_lazy("계단에만. 측정값은 정해져 있습니다."),
        choices=tuple(BETTER.items()),
        required=False,
    )
    steps = forms.CharField(
        label=gettext_lazy("기준값과 배점비율"),
        help_text=gettext_lazy(
            "한 줄에 하나, '10000 = 1.0'처럼. 계단은 좋은 쪽부터, 등급은 'A0 이상 = 1.0'처럼 적습니다."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    floor = forms.DecimalField(label=gettext_lazy("하한 (0점)"), required=False, min_value=0)
    target = forms.DecimalField(label=gettext_lazy("목표 (만점)"), required=False, min_value=0)
    places = forms.IntegerField(
        label=gettext_lazy("점수의 소수 자리"),
        min_value=0,
        max_value=6,
        required=False,
        help_text=gettext_lazy("직선·비율·꺾은선에 씁니다."),
    )
    field_order = (
        "seen", "sign", "title", "group", "points", "source", "unit", "statistic", "model", "isl", "osl", "concurrency",
        *LEVELS, "curve", "better", "steps", "floor", "target", "places", "missing_share",
    )  # fmt: skip

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 -- what Django's form takes
        super().__init__(*given, **named)
        people = [
            (QUALITATIVE, gettext_lazy("평가위원이 매김 (정성)")),
            (OFFICER, gettext_lazy("담당자가 확인한 값 (정량)")),
        ]
        _choose(self, "source", [*people, *measured_choices()])

    def clean_steps(self) -> list[tuple[str, Decimal]]:
        """Each line as (what stands before =, the share)."""
        return list(_lines(self.cleaned_data["steps"]))

    def clean(self) -> Values:
        """What the chosen way of scoring needs."""
        given = super().clean()
        if given.get("source") != QUALITATIVE:
            curve = given.get("curve")
            for name in ("floor", "target", "places") if curve in ENDS else ("steps",):
                if given.get(name) in (None, "", []) and name not in self.errors:
                    self.add_error(name, gettext("고른 방법에 필요합니다."))
            if curve == "piecewise" and given.get("places") is None:
                self.add_error("places", gettext("고른 방법에 필요합니다."))
            if curve in {"ladder", "piecewise"} and any(
                number_in(value) is None for value, _ in given.get("steps") or ()
            ):
                self.add_error("steps", gettext("'=' 앞에는 수를 적습니다. 이름은 등급에만 씁니다."))
            if given.get("source") == OFFICER and not given.get("unit"):
                self.add_error("unit", gettext("담당자가 넣는 값의 단위를 적습니다."))
        return given


def measured_choices() -> list[tuple[str, str]]:
    """What can be measured, in the page's language."""
    return [(f"measure:{one.id}", tongue(f"{one.korean} ({one.unit}) / {one.english} ({one.unit})")) for one in SCORED]


def _lines(text: str) -> Iterator[tuple[str, Decimal]]:
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        name, _, share = (part.strip() for part in line.rpartition("="))
        found = number_in(share)
        if not name or found is None or not 0 <= found <= 1:
            raise forms.ValidationError(gettext("%(n)d번째 줄: '값 = 0과 1 사이의 비율'로 적으세요.") % {"n": number})
        yield name, found


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", gettext_lazy("고르세요")), *choices]
