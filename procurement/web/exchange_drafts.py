"""A supplier's own draft: begun, filled with files, answered, submitted or thrown away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from benchmarks.answers import Answers
from procurement.models import Job, Organisation, Release
from procurement.models.evidence import LEVELS
from procurement.permissions import may_contribute
from procurement.selectors.evidence import answers_of, releases_for
from procurement.services.evidence_drafts import (
    add_files,
    answer,
    discard,
    remove_file,
    start_release,
    submit,
)
from procurement.services.jobs import ask_import
from procurement.tasks.thread import carry
from procurement.verification import Level, State
from procurement.web.asking import SignedIn, actor_of, must, now
from procurement.web.exchange import may_hand_in
from procurement.web.exchange_release import own_release
from procurement.web.forms import Refused, sent, shown
from procurement.web.uploads import FilesField, ManyFiles, content_of, files_in, flat, name_of
from procurement.workflow import NotYet

MOST_ZIPPED = 60_000_000
AT_ONCE = 20
"""Files that are read while the person waits."""
ROLES: dict[str, Promise] = {
    "vendor": gettext_lazy("제조·공급사"),
    "buyer": gettext_lazy("수요기관"),
    "third_party_lab": gettext_lazy("제3의 시험기관"),
    "certifier": gettext_lazy("인증기관"),
    "community": gettext_lazy("공개 커뮤니티"),
}
SCOPES: dict[str, Promise] = {
    "not_measured": gettext_lazy("재지 않음"),
    "accelerator_board": gettext_lazy("가속기 보드"),
    "node_wall": gettext_lazy("서버의 전원"),
    "rack_wall": gettext_lazy("랙의 전원"),
    "tdp_assumed": gettext_lazy("재지 않고 TDP로 봄"),
}


class Begun(forms.Form):
    """A title, and which release the new one replaces."""

    title = forms.CharField(
        label=gettext_lazy("자료의 제목"),
        help_text=gettext_lazy("예: RNGD 4장, Llama 3.1 8B FP8, 2026년 4분기"),
        max_length=200,
    )
    supersedes = forms.ModelChoiceField(
        Release.objects.none(),
        label=gettext_lazy("대체하는 자료"),
        help_text=gettext_lazy("제출한 자료를 고칠 때. 앞의 자료는 그대로 남고 대체되었다고 표시됩니다."),
        required=False,
    )


class Files(forms.Form):
    """Result files of any supported tool."""

    results = FilesField(
        label=gettext_lazy("측정 결과 파일"),
        help_text=gettext_lazy(
            "여러 개나 ZIP을 한꺼번에. 도구가 쓴 그대로 올리세요. 엑셀은 서명한 .mapping.toml과 함께 올립니다."
        ),
        widget=ManyFiles(),
    )


class Answered(forms.Form):
    """What a result file does not say."""

    accelerator = forms.CharField(label=gettext_lazy("가속기 제품명"), max_length=120, required=False)
    vendor = forms.CharField(label=gettext_lazy("제조사"), max_length=120, required=False)
    used = forms.IntegerField(label=gettext_lazy("사용한 가속기 수"), min_value=1, required=False)
    model = forms.CharField(label=gettext_lazy("모델"), max_length=160, required=False)
    weight_precision = forms.CharField(label=gettext_lazy("가중치 정밀도"), max_length=40, required=False)
    engine = forms.CharField(label=gettext_lazy("추론 소프트웨어"), max_length=80, required=False)
    engine_version = forms.CharField(label=gettext_lazy("추론 소프트웨어의 판"), max_length=80, required=False)
    sdk_version = forms.CharField(label=gettext_lazy("SDK의 판"), max_length=80, required=False)
    isl = forms.DecimalField(label=gettext_lazy("정한 입력 길이 (토큰)"), min_value=1, required=False)
    osl = forms.DecimalField(label=gettext_lazy("정한 출력 길이 (토큰)"), min_value=1, required=False)
    measurer = forms.CharField(label=gettext_lazy("측정한 기관"), max_length=200, required=False)
    measurer_role = forms.ChoiceField(label=gettext_lazy("측정한 기관의 지위"), required=False)
    power_scope = forms.ChoiceField(label=gettext_lazy("전력을 잰 범위"), required=False)
    average_w = forms.DecimalField(label=gettext_lazy("평균 전력 (W)"), min_value=0, required=False)
    power_method = forms.CharField(label=gettext_lazy("전력을 잰 방법"), max_length=200, required=False)
    names = forms.MultipleChoiceField(label=gettext_lazy("답이 적용되는 파일"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, files: Iterable[str], **named: Any) -> None:  # noqa: ANN401 -- what Django takes
        super().__init__(*given, **named)
        for name, words in (("measurer_role", ROLES), ("power_scope", SCOPES)):
            self.fields[name].choices = [("", gettext_lazy("고르세요")), *words.items()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["names"].choices = [(one, one) for one in files]  # type: ignore[attr-defined]  # a ChoiceField

    def answers(self) -> Answers:
        """What was typed; an empty field is no answer."""
        given = {
            name: value for name, value in self.cleaned_data.items() if name != "names" and value not in (None, "")
        }
        return Answers(**given)


class Shown(forms.Form):
    """To whom a release is shown."""

    level = forms.ChoiceField(
        label=gettext_lazy("공개 범위"),
        help_text=gettext_lazy("낸 기관과 검증기관은 언제나 봅니다. 넓히고 좁히는 것은 나중에도 할 수 있습니다."),
        choices=[(one.value, gettext_lazy(label)) for one, label in LEVELS.items()],
    )
    named = forms.ModelMultipleChoiceField(
        Organisation.objects.order_by("name"),
        label=gettext_lazy("지정 기관"),
        help_text=gettext_lazy("공개 범위가 '지정 기관'일 때만. Ctrl을 누른 채 여러 곳을 고릅니다."),
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def release_new(request: SignedIn) -> HttpResponse:
    """Begin a release of the own organisation."""
    must(may_hand_in(request.user))
    owner = request.user.organisation
    assert owner is not None  # noqa: S101 -- may_hand_in says so
    form = sent(Begun, request)
    own = releases_for(request.user).filter(owner=owner).exclude(state=State.DRAFT)
    form.fields["supersedes"].queryset = own  # type: ignore[attr-defined]  # a ModelChoiceField
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            made = start_release(owner, by=actor_of(request), at=now(), **form.cleaned_data)
            messages.success(request, gettext("자료를 시작했습니다. 측정 결과 파일을 올리세요."))
            return redirect("release_files", made.pk)
    return shown(request, "exchange/new.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def release_files(request: SignedIn, number: int) -> HttpResponse:
    """Put files into a draft."""
    release = draft_asked(request, number)
    form = sent(Files, request)
    if request.method == "POST" and form.is_valid():
        files = {name_of(one): content_of(one, most=MOST_ZIPPED) for one in form.cleaned_data["results"]}
        with Refused(form):
            if job := _many(request, release, files):
                return redirect("job", job.pk)
            made = add_files(release, files=files, by=actor_of(request), at=now())
            messages.success(request, gettext("파일 %(count)d개를 읽었습니다.") % {"count": len(made)})
            return redirect("release", release.pk)
    return shown(request, "exchange/files.html", form, release=release)


@require_http_methods(["GET", "HEAD", "POST"])
def release_answers(request: SignedIn, number: int) -> HttpResponse:
    """Answer what the files do not say."""
    release = draft_asked(request, number)
    files = list(release.files.exclude(format="mapping"))
    before = answers_of(files[0]) if files else Answers()
    initial = {name: getattr(before, name) for name in Answered.base_fields if hasattr(before, name)}
    initial["names"] = [one.name for one in files]
    given = {"data": request.POST} if request.method == "POST" else {}
    form = Answered(files=[one.name for one in files], initial=initial, **given)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            names = form.cleaned_data["names"]
            answer(release, given=form.answers(), names=names, by=actor_of(request), at=now())
            messages.success(request, gettext("답을 저장하고 검사를 다시 했습니다."))
            return redirect("release", release.pk)
    return shown(request, "exchange/answers.html", form, release=release)


@require_http_methods(["GET", "HEAD", "POST"])
def release_submit(request: SignedIn, number: int) -> HttpResponse:
    """Hand a draft in, and say to whom it is shown."""
    release = draft_asked(request, number)
    form = sent(Shown, request, level=Level.PRIVATE)
    if request.method == "POST" and form.is_valid():
        level, named = Level(form.cleaned_data["level"]), form.cleaned_data["named"]
        with Refused(form):
            submit(release, level=level, named=named, by=actor_of(request), at=now())
            messages.success(request, gettext("제출했습니다. 이제 고칠 수 없고, 대체하거나 철회할 수 있습니다."))
            return redirect("release", release.pk)
    return shown(request, "exchange/submit.html", form, release=release)


@require_http_methods(["GET", "HEAD", "POST"])
def release_discard(request: SignedIn, number: int) -> HttpResponse:
    """Throw a draft away."""
    release, form = draft_asked(request, number), sent(forms.Form, request)
    if request.method == "POST" and form.is_valid():
        discard(release, by=actor_of(request), at=now())
        messages.success(request, gettext("작성 중이던 자료를 지웠습니다."))
        return redirect("results")
    return shown(request, "exchange/discard.html", form, release=release)


@require_http_methods(["GET", "HEAD", "POST"])
def release_file_remove(request: SignedIn, number: int, name: str) -> HttpResponse:
    """Take a file out of a draft."""
    release, form = draft_asked(request, number), sent(forms.Form, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            remove_file(release, name=name, by=actor_of(request), at=now())
            messages.success(request, gettext("파일을 뺐습니다: %(name)s") % {"name": name})
            return redirect("release", release.pk)
    return shown(request, "exchange/file_remove.html", form, release=release, name=name)


def _many(request: SignedIn, release: Release, files: Mapping[str, bytes]) -> Job | None:
    """The job that reads a ZIP, or more files than are read at once; None for a few files. Raises Unusable."""
    found = dict[str, bytes]()
    for name, content in files.items():
        found |= flat(files_in(name, content))
    if len(found) == len(files) and found.keys() == files.keys() and len(files) <= AT_ONCE:
        return None
    job = ask_import(release, files=found, by=actor_of(request), at=now())
    carry(job.pk)
    return job


def draft_asked(request: SignedIn, number: int) -> Release:
    """The own organisation's draft; else 404, 403 or 409."""
    release = own_release(request, number)
    must(may_contribute(request.user.roles(), same_organisation=True))
    if release.state != State.DRAFT:
        raise NotYet(gettext("제출한 자료는 고칠 수 없습니다. 새 자료로 대체하세요."))
    return release
