"""적용 규정: which rule texts apply, and the answers to what they leave open, each with its place in the notice."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from procurement.casefile.answers import KEYS
from procurement.casefile.procedure import PROCEDURES
from procurement.casefile.questions import questions_of
from procurement.models import Tender
from procurement.selectors.drafting import Written, written_in
from procurement.web.asking import SignedIn, tongue
from procurement.web.building import Section, draft_asked, stored
from procurement.web.forms import shown
from scoring.rules.loading import on, shipped_rule
from scoring.rules.schema import Question, Rules

OPTIONAL = ("kr.pps.panel", "kr.pps.committee", "kr.differential", "kr.software.bonus")
WON, COUNT, FLAGS = ("E_amount", "ceiling"), ("trim_k",), ("floor_L", "cap_at_pmax")
STEP, NO_STEP = "differential_step", "none"
WORDS: dict[str, Promise] = {
    "estimated": gettext_lazy("추정가격"),
    "budget": gettext_lazy("사업예산"),
    "reserve": gettext_lazy("예정가격"),
    "incl": gettext_lazy("부가가치세 포함"),
    "excl": gettext_lazy("부가가치세 제외"),
    "valid_all": gettext_lazy("유효한 입찰 모두"),
    "eligible_only": gettext_lazy("협상적격자만"),
    "true": gettext_lazy("예"),
    "false": gettext_lazy("아니요"),
    "raw": gettext_lazy("원점수"),
    "differential": gettext_lazy("차등점수"),
    "all": gettext_lazy("모든 입찰"),
    "two_slope_2026": gettext_lazy("협상 계약체결기준의 두 구간 산식 (현행)"),
    "two_slope_legacy": gettext_lazy("협상 계약체결기준의 옛 산식"),
    "relative_lowest": gettext_lazy("최저가 ÷ 입찰가"),
    "linear_from_lowest": gettext_lazy("최저가에서 직선으로 감점"),
    "linear_fixed_ceiling": gettext_lazy("고정 상·하한 사이의 직선"),
    "deviation_from_reserve": gettext_lazy("예정가격에서 벗어난 만큼 감점"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A rule text as the page lists it."""

    id: str
    title: str
    checked: str
    needed: bool


class Answers(Section):
    """The rule texts beyond those of the procedure, and one field a question; a question may stay open."""

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 -- what Django's form takes
        questions: tuple[Question, ...] = (),
        needed: tuple[str, ...] = (),
        **named: Any,  # noqa: ANN401 -- what Django's form takes
    ) -> None:
        super().__init__(*given, **named)
        self.fields["profiles"] = forms.MultipleChoiceField(
            label=gettext_lazy("함께 적용하는 규정"),
            choices=[(name, tongue(shipped_rule(name).title)) for name in OPTIONAL if name not in needed],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        for question in questions:
            self.fields[question.key] = _field(question)
            self.fields[f"where_{question.key}"] = forms.CharField(
                label=gettext_lazy("공고의 어디에 있습니까"), required=False, max_length=300
            )

    @property
    def asked(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each question with the field for its place in the notice."""
        return [(self[key], self[f"where_{key}"]) for key in KEYS]


@require_http_methods(["GET", "HEAD", "POST"])
def rules_page(request: SignedIn, number: int) -> HttpResponse:
    """The rule texts of a draft and their questions."""
    tender = draft_asked(request, number)
    written = written_in(tender)
    questions = questions_of(_rules(written))
    initial = _initial(written)
    data = request.POST if request.method == "POST" else None
    form = Answers(data, initial=initial, questions=questions, needed=_needed(written))
    if request.method == "POST" and form.is_valid():
        value = _section(written, form.cleaned_data)
        if stored(request, form, tender=tender, section="rules", value=value):
            return redirect("build_rules", tender.pk)
    return shown(request, "building/rules.html", form, tender=tender, texts=_texts(written))


def answers_in(tender: Tender) -> list[tuple[str, str, str]]:
    """Each answer that a notice gives, in words: the question, the answer, its place in the notice."""
    written = written_in(tender)
    table = written.table("rules")
    given, where = table.get("answers", {}), table.get("where", {})
    return [
        (tongue(one.text), in_words(one.key, given[one.key]), where.get(one.key, ""))
        for one in questions_of(_rules(written))
        if one.key in given
    ]


def in_words(key: str, value: object) -> str:
    """An answer as people read it."""
    if key in WON:
        return gettext("%(won)s원") % {"won": f"{value:,}"}
    text = str(_typed(value))
    return gettext("적용하지 않음") if (key, text) == (STEP, NO_STEP) else str(WORDS.get(text, text))


def _needed(written: Written) -> tuple[str, ...]:
    return PROCEDURES[written.table("tender")["procedure"]]


def _rules(written: Written) -> tuple[Rules, ...]:
    day = written.table("tender")["rules_day"]
    return tuple(on(shipped_rule(name), day=day) for name in _profiles(written))


def _profiles(written: Written) -> list[str]:
    return written.table("rules").get("profiles") or list(_needed(written))


def _texts(written: Written) -> list[Text]:
    needed = _needed(written)
    files = [shipped_rule(name) for name in _profiles(written)]
    return [Text(one.id, tongue(one.title), f"{one.last_checked}", one.id in needed) for one in files]


def _initial(written: Written) -> dict[str, object]:
    table = written.table("rules")
    answers = {key: _typed(value) for key, value in table.get("answers", {}).items()}
    where = {f"where_{key}": text for key, text in table.get("where", {}).items()}
    return {"seen": written.digest, "profiles": _profiles(written), **answers, **where}


def _typed(value: object) -> object:
    """A value as it stands in its field."""
    return str(value).lower() if isinstance(value, bool) else value


def _section(written: Written, given: dict[str, Any]) -> dict[str, object]:
    needed, chosen = list(_needed(written)), given["profiles"]
    others = [name for name in _profiles(written) if name not in (*needed, *OPTIONAL)]
    answers = {key: _value(key, given[key]) for key in KEYS if given[key] not in ("", None)}
    where = {key: given[f"where_{key}"] for key in KEYS if given[f"where_{key}"]}
    own = {key: text for key, text in written.table("rules").items() if key == "notice"}
    profiles = [*needed, *others, *(name for name in OPTIONAL if name in chosen and name not in needed)]
    return {"profiles": profiles, **own, "answers": answers, "where": where}


def _value(key: str, given: Any) -> object:  # noqa: ANN401 -- what the field of the question gives
    if key in FLAGS:
        return given == "true"
    if key in COUNT:
        return int(given)
    if key == STEP:
        return NO_STEP if given == NO_STEP else Decimal(given)
    return given


def _field(question: Question) -> forms.Field:
    """The field of a question; nothing is chosen beforehand."""
    label, clause = tongue(question.text), tongue(str(question.reference))
    asked: dict[str, Any] = {"label": label, "help_text": clause, "required": False}
    if question.key in WON:
        return forms.IntegerField(min_value=1, **asked)
    if question.key == STEP:
        return forms.RegexField(rf"^({NO_STEP}|\d+(\.\d{{1,4}})?)$", **asked)
    choices = [(one, WORDS.get(one, one)) for one in question.choices]
    return forms.ChoiceField(choices=[("", gettext_lazy("고르세요")), *choices], **asked)
