"""The forms of a plan: what it is, a server, a demand, and what to compute."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from benchmarks.catalogue.publications import published_all
from benchmarks.sectors import sectors
from procurement.models import Release, User
from procurement.selectors.evidence import releases_for
from procurement.verification import NOT_STANDING
from procurement.web.asking import tongue
from procurement.web.building import Section
from procurement.web.entries import Values
from procurement.web.plan_limit_forms import Aims, numbers_field

SIGN = r"^[a-z][a-z0-9_-]*$"
SIGN_HELP = gettext_lazy("영문 소문자, 숫자, 밑줄, 붙임표. 시트와 그림이 이 기호로 부릅니다.")


class NewPlan(Aims):
    """What has to be known to begin."""

    title = forms.CharField(label=gettext_lazy("이름"), max_length=300)
    day = forms.DateField(
        label=gettext_lazy("기준일"),
        help_text=gettext_lazy("시트에 찍히는 날입니다."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    example_note = forms.CharField(
        label=gettext_lazy("예시라면 무엇이 지어낸 것인지"),
        help_text=gettext_lazy("비워 두면 진짜 구성입니다. 적으면 모든 시트에 예시라고 찍힙니다."),
        required=False,
        max_length=300,
    )
    field_order = ("title", "day", "objective", "utilisation", "spares", "example_note")


class ServerForm(Section):
    """A server that can be bought, and the measurements it is counted on."""

    sign = forms.RegexField(SIGN, label=gettext_lazy("기호"), help_text=SIGN_HELP, max_length=40)
    vendor = forms.CharField(label=gettext_lazy("제조사"), max_length=100)
    title = forms.CharField(label=gettext_lazy("서버"), max_length=200)
    accelerator = forms.CharField(
        label=gettext_lazy("가속기"),
        help_text=gettext_lazy("측정 자료에 적힌 이름과 같아야 합니다. 예: furiosa-rngd"),
        max_length=120,
    )
    accelerators = forms.IntegerField(label=gettext_lazy("서버 1대의 가속기"), min_value=1)
    price = forms.IntegerField(
        label=gettext_lazy("서버 1대의 값 (원)"),
        help_text=gettext_lazy("부가가치세 포함 여부를 모두 같게."),
        min_value=0,
    )
    price_source = forms.CharField(
        label=gettext_lazy("값의 출처"),
        help_text=gettext_lazy("견적서나 조달 가격의 이름과 날짜. 시트에 그대로 찍힙니다."),
        max_length=300,
    )
    domestic = forms.BooleanField(label=gettext_lazy("국산 NPU"), required=False)
    power_w = forms.DecimalField(
        label=gettext_lazy("서버 1대의 소비전력 (W)"),
        help_text=gettext_lazy("비워 두면 모름이며, 전력 한도가 있으면 이 장비는 빠집니다."),
        min_value=1,
        required=False,
    )
    power_source = forms.CharField(label=gettext_lazy("소비전력의 출처"), max_length=300, required=False)
    rack_units = forms.IntegerField(label=gettext_lazy("서버 1대의 랙 높이 (U)"), min_value=1, required=False)
    rack_source = forms.CharField(label=gettext_lazy("랙 높이의 출처"), max_length=300, required=False)
    maximum = forms.IntegerField(label=gettext_lazy("살 수 있는 최대 대수"), min_value=1, required=False)
    minimum = forms.IntegerField(label=gettext_lazy("사면 최소 대수"), min_value=1, required=False)
    existing = forms.IntegerField(label=gettext_lazy("이미 있는 대수"), min_value=0, required=False)
    lead_years = forms.IntegerField(label=gettext_lazy("납기 (해)"), min_value=0, required=False)
    published = forms.MultipleChoiceField(
        label=gettext_lazy("공개된 성능값"),
        help_text=gettext_lazy("제조사가 공개한 값. 검증된 값이 아니며 시트에 출처가 찍힙니다."),
        required=False,
    )
    releases = forms.ModelMultipleChoiceField(
        Release.objects.none(),
        label=gettext_lazy("성능자료실의 자료"),
        help_text=gettext_lazy("볼 수 있는 자료의 원본 파일과 답을 그대로 가져옵니다. 철회·반려된 자료는 없습니다."),
        required=False,
    )

    def __init__(self, *given: Any, viewer: User, **named: Any) -> None:  # noqa: ANN401 -- what Django's form takes
        super().__init__(*given, **named)
        self.fields["published"].choices = _figures()  # type: ignore[attr-defined]  # a MultipleChoiceField
        self.fields["releases"].queryset = releases_for(viewer).exclude(state__in=NOT_STANDING)  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    def clean(self) -> Values:
        """A figure says where it is from."""
        given = super().clean() or self.cleaned_data
        for key, source in (("power_w", "power_source"), ("rack_units", "rack_source")):
            if given.get(key) is not None and not given.get(source):
                self.add_error(source, gettext("값을 적었으면 출처도 적습니다."))
        return given


class DemandForm(Section):
    """A demand: one class of requests, or a preset's mix of lengths."""

    sign = forms.RegexField(SIGN, label=gettext_lazy("기호"), help_text=SIGN_HELP, max_length=40)
    title = forms.CharField(label=gettext_lazy("이름"), max_length=200)
    model = forms.CharField(
        label=gettext_lazy("모델"), help_text=gettext_lazy("측정 자료에 적힌 이름과 같아야 합니다."), max_length=100
    )
    rate = forms.DecimalField(
        label=gettext_lazy("초당 요청 수"),
        help_text=gettext_lazy("가장 바쁠 때의 값. 8시간에 864,000건이면 30."),
        min_value=Decimal("0.000001"),
    )
    isl = forms.IntegerField(label=gettext_lazy("입력 토큰"), min_value=1, required=False)
    osl = forms.IntegerField(label=gettext_lazy("출력 토큰"), min_value=1, required=False)
    preset = forms.ChoiceField(
        label=gettext_lazy("길이 분포의 프리셋"),
        help_text=gettext_lazy("고르면 위의 길이 대신 씁니다. 출처는 시트에 찍힙니다."),
        required=False,
    )
    ttft_p90_ms = forms.DecimalField(label=gettext_lazy("서비스 수준: TTFT P90 (ms 이하)"), min_value=0, required=False)
    tpot_p90_ms = forms.DecimalField(label=gettext_lazy("서비스 수준: TPOT P90 (ms 이하)"), min_value=0, required=False)
    level = forms.ChoiceField(
        label=gettext_lazy("위의 서비스 수준을 비웠을 때"),
        choices=(
            ("none", gettext_lazy("지연시간 목표 없는 일괄 작업")),
            ("preset", gettext_lazy("프리셋의 서비스 수준")),
        ),
        required=False,
    )
    growth = forms.CharField(
        label=gettext_lazy("해마다의 배율"),
        help_text=gettext_lazy("쉼표로, 예: 1, 1.3, 1.6. 해를 나누지 않으면 비워 두세요."),
        max_length=200,
        required=False,
    )

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 -- what Django's form takes
        super().__init__(*given, **named)
        presets = [(one.id, tongue(one.title)) for one in sectors()]
        self.fields["preset"].choices = [("", gettext_lazy("길이를 직접 적음")), *presets]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_growth(self) -> list[Decimal]:
        """The factors of the years."""
        return numbers_field(self.cleaned_data["growth"])

    def clean(self) -> Values:
        """Lengths or a preset."""
        given = super().clean() or self.cleaned_data
        for key in ("isl", "osl"):
            if not given.get("preset") and not given.get(key) and key not in self.errors:
                self.add_error(key, gettext("길이를 적거나 프리셋을 고르세요."))
        return given


class RunForm(forms.Form):
    """What is computed besides the mix."""

    frontier = forms.IntegerField(
        label=gettext_lazy("비용·성능 곡선의 점"),
        help_text=gettext_lazy("비워 두면 곡선을 구하지 않습니다. 20개까지."),
        min_value=1,
        max_value=20,
        required=False,
    )
    prices = forms.BooleanField(
        label=gettext_lazy("한도마다 그 값을 구하기"),
        help_text=gettext_lazy("한도를 조금 풀거나 조이면 비용이 얼마나 달라지는지."),
        required=False,
    )
    why = forms.ChoiceField(
        label=gettext_lazy("왜 빠졌는지 볼 장비"),
        help_text=gettext_lazy("값이나 처리량이 얼마가 되면 구성에 드는지 경계를 구합니다."),
        required=False,
    )
    robustness = forms.BooleanField(
        label=gettext_lazy("얼마나 견디는지 구하기"),
        help_text=gettext_lazy("파일의 [sizing.robustness]에 적은 변동으로. 표본, 제조사 하나를 잃었을 때, 대기."),
        required=False,
    )
    policy = forms.BooleanField(
        label=gettext_lazy("정책 시나리오 견주기"),
        help_text=gettext_lazy("[sizing.policy]에 적은 국산 비율로. 성능 우선, 자립, 중간을 같은 수요에서 나란히."),
        required=False,
    )
    seconds = forms.IntegerField(
        label=gettext_lazy("계산 제한 시간 (초)"),
        help_text=gettext_lazy("시간 안에 증명하지 못하면 남은 차이를 밝힙니다."),
        min_value=5,
        max_value=3600,
        initial=60,
    )

    def __init__(self, *given: Any, servers: list[tuple[str, str]], described: Collection[str], **named: Any) -> None:  # noqa: ANN401 -- what Django's form takes
        super().__init__(*given, **named)
        self.fields["why"].choices = [("", gettext_lazy("묻지 않음")), *servers]  # type: ignore[attr-defined]  # a ChoiceField
        for name in {"robustness", "policy"} - set(described):
            del self.fields[name]


def _figures() -> list[tuple[str, list[tuple[str, str]]]]:
    """The published figures by accelerator, each with its conditions."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in published_all():
        asked = one.scenario
        if asked.isl_target is None or asked.osl_target is None:
            continue
        words = f"{one.model.name} {asked.isl_target}/{asked.osl_target} · {one.source.where}"
        found.setdefault(one.system.accelerator or "", []).append((one.source.where, words))
    return list(found.items())
