from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from procurement.exports.handout import Form, Key
from procurement.exports.xlsx.handouts.ballot import ballots
from procurement.models import AuditEntry, Mark, Seat, User
from procurement.selectors.handouts import ballot_of, panel_notice
from procurement.services.cards import save_mark, submit_card
from tests.procurement.actors import AT, acting
from tests.procurement.cards import NAMES, hiding_names, seated
from tests.procurement.drafts import EXAMPLE
from tests.procurement.exports.xlsx.handouts.notices import filled_in
from tests.procurement.rounds import Crew, Round, fill, take_further
from tests.procurement.web.pages import Page, faults


@pytest.fixture
def member(entered: Callable[[str], Client], made: Round) -> Client:
    take_further(made)
    take_further(made)
    declare_all(made.seats[0])
    return entered("evaluator")


@pytest.fixture
def own(member: Client, made: Round) -> str:  # noqa: ARG001 -- the evaluation has to have begun
    return f"/cards/{seated(made, made.members[0])}/"


def declare_all(seat: Seat) -> None:
    for bid in seat.tender.bids.all():
        seat.declarations.create(bid=bid, interest="", at=AT)


def form_of(seat: Seat) -> Form:
    found = ballot_of(seat)
    assert found is not None
    return found


def answers(seat: str = "위원1") -> dict[Key, str | float | bool]:
    """What the example's marks.csv has for the seat."""
    found: dict[Key, str | float | bool] = {}
    for who, bid, name, points, why in csv.reader(io.StringIO((EXAMPLE / "marks.csv").read_text(encoding="utf-8"))):
        if who == seat:
            found["points", bid, name] = float(points)
            if why:
                found["reason", bid, name] = why
    return found


def send(client: Client, own: str, content: bytes) -> HttpResponse:
    sent = client.post(f"{own}upload/", {"form": SimpleUploadedFile("내 평가표.xlsx", content)})
    assert isinstance(sent, HttpResponse)
    return sent


def shown_fields(page: Page) -> dict[str, str]:
    fields = page.tree.xpath("//main//table//input[@type='hidden']")
    return {str(one.get("name")): str(one.get("value")) for one in fields} | {"save": "1"}


def test_the_form_is_taken_away_filled_shown_and_saved_but_not_handed_in(member: Client, made: Round, own: str) -> None:
    seat = made.seats[0]
    taken = member.get(f"{own}form.xlsx")
    assert taken.content == form_of(seat).content
    page = Page("", "evaluator", send(member, own, filled_in(form_of(seat), answers())).content.decode())
    assert faults(page) == []
    words = " ".join(page.tree.text_content().split())
    assert "바뀌는 점수 16개" in words
    assert "평가표!E9" in words
    assert not Mark.objects.exists()
    saved = member.post(f"{own}upload/", shown_fields(page), follow=True).content.decode()
    assert "점수 16개를 저장했습니다. 아직 제출한 것은 아닙니다." in saved
    assert {(m.bid.key, m.criterion): float(m.points or -1) for m in Mark.objects.select_related("bid")} == {
        key[1:]: value for key, value in answers().items() if key[0] == "points"
    }
    assert Seat.objects.get(pk=seat.pk).submitted_at is None
    assert AuditEntry.objects.filter(act="card.mark_saved").count() == 16
    assert "바뀌는 점수가 없습니다" in send(member, own, filled_in(form_of(seat), answers())).content.decode()


def test_only_what_differs_is_shown_and_what_changed_meanwhile_is_left_alone(
    member: Client, made: Round, own: str
) -> None:
    seat = made.seats[0]
    fill(seat)
    given = answers() | {("points", "A", "maintenance"): 1.0, ("points", "B", "maintenance"): 2.0}
    page = Page("", "", send(member, own, filled_in(form_of(seat), given)).content.decode())
    assert "바뀌는 점수 2개" in page.text
    by = acting(made.members[0])
    save_mark(seat, bid="B", criterion="maintenance", points="3", reason="다른 창", version=1, by=by, at=AT)
    answer = member.post(f"{own}upload/", shown_fields(page))
    assert answer.status_code == 409
    words = answer.content.decode()
    assert "저장하지 못한 점수 1개" in words
    assert "다른 창에서 3(으)로 바뀌었습니다" in words
    newest = {m.bid.key: m for m in Mark.objects.filter(criterion="maintenance", version=2).select_related("bid")}
    assert {key: (str(mark.points), mark.reason) for key, mark in newest.items()} == {
        "A": ("1.0000", given.get(("reason", "A", "maintenance"), "")),
        "B": ("3.0000", "다른 창"),
    }


def test_what_is_sent_back_crooked_is_refused_row_by_row(member: Client, own: str) -> None:
    rows = {"points-1-1": "99", "version-1-1": "0", "points-1-2": "3", "version-1-2": "x", "points-9-1": "1"}
    answer = member.post(f"{own}upload/", rows | {"save": "1"})
    assert answer.status_code == 422
    assert "저장하지 못한 점수 2개" in answer.content.decode()
    assert not Mark.objects.exists()


def test_forms_of_others_and_broken_ones_are_refused_in_words(member: Client, made: Round, own: str) -> None:
    other = next(form for form in ballots(panel_notice(made.tender)) if form.who == "위원2")
    tries = {
        "다른 위원의 평가표입니다": filled_in(other, answers("위원2")),
        "엑셀 파일(.xlsx)이 아닙니다": b"points",
        "아무것도 적지 않은 양식입니다": form_of(made.seats[0]).content,
        "비어 있습니다. 빈칸은 0이 아닙니다": filled_in(form_of(made.seats[0]), {("points", "A", "maintenance"): 1}),
    }
    for words, content in tries.items():
        answer = send(member, own, content)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert member.post(f"{own}upload/", {}).status_code == 422
    assert not Mark.objects.exists()


def test_before_the_declaration_and_after_handing_in_there_is_no_form(member: Client, made: Round, own: str) -> None:
    seat = made.seats[0]
    fill(seat)
    submit_card(seat, by=acting(made.members[0]), at=AT)
    assert [member.get(f"{own}{end}").status_code for end in ("form.xlsx", "upload/")] == [409, 409]


def test_a_form_holds_no_name_that_the_notice_hides(
    entered: Callable[[str], Client], people: Crew, cast: dict[str, User]
) -> None:
    made = hiding_names(people)
    declare_all(made.seats[0])
    client, own = entered("evaluator"), f"/cards/{seated(made, cast['evaluator'])}/"
    given: dict[Key, str | float | bool] = {("points", "A", "understanding"): 1.5}
    page = send(client, own, filled_in(form_of(made.seats[0]), given)).content.decode()
    assert "업체 1 · " in page
    assert [name for name in NAMES.values() if name in page] == []
    told = [str(asked.label) for asked in form_of(made.seats[0]).inputs.values()]
    assert [name for name in NAMES.values() if any(name in label for label in told)] == []
