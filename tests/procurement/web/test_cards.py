from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from procurement.models import Bid, Declaration, Mark, Seat, User
from procurement.services.bids import enter_bid
from procurement.services.cards import submit_card
from procurement.services.panel import begin_evaluation, reopen_card, seat_member
from tests.procurement.actors import AT, acting, person
from tests.procurement.cards import NAMES, hiding_names, seated
from tests.procurement.rounds import BIDS, SEATS, Crew, Round, begun, crew, example_bids, fill, take_further
from tests.procurement.web.pages import Page, faults

LEAK = "남이 본 사유 81"  # what another member wrote
NONE = {f"choice{number}": "none" for number in range(1, 5)}


@pytest.fixture
def member(entered: Callable[[str], Client], made: Round) -> Client:
    take_further(made)
    take_further(made)
    return entered("evaluator")


@pytest.fixture
def own(member: Client, made: Round) -> str:  # noqa: ARG001 -- the evaluation has to have begun
    return f"/cards/{seated(made, made.members[0])}/"


def words(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def declare_all(seat: Seat, *, interest: str = "") -> None:
    for bid in seat.tender.bids.all():
        seat.declarations.create(bid=bid, interest=interest, at=AT)


def again(seat: Seat, bid: Bid, criterion: str, *, points: str, reason: str) -> None:
    """A second mark after the first."""
    Mark.objects.create(
        seat=seat, bid=bid, criterion=criterion, version=2, points=points, most=25, reason=reason, at=AT
    )


def test_bids_are_declared_on_then_marked_then_the_card_is_in(member: Client, made: Round, own: str) -> None:
    """C.2-6: neither papers nor marks before the declaration."""
    assert "서약하기" in words(member, own)
    assert [member.get(f"{own}bids/{end}").status_code for end in ("1/", "1/files/bids/A.toml", "9/")] == [
        403,
        403,
        404,
    ]
    assert member.post(f"{own}declare/", NONE).status_code == 422
    member.post(f"{own}declare/", {"choice1": "none", "sure": "on"})
    assert list(Declaration.objects.values_list("bid__key", "interest")) == [("A", "")]
    assert [member.get(f"{own}bids/{number}/").status_code for number in (1, 2)] == [200, 403]
    member.post(f"{own}declare/", NONE | {"sure": "on"})
    assert Declaration.objects.count() == len(BIDS)
    assert member.get(f"{own}declare/").status_code == 302
    assert "이어서 평가하기" in words(member, own)
    fill(made.seats[0])
    assert "모두 적었습니다" in words(member, own)
    assert member.post(f"{own}submit/").status_code == 422
    page = member.post(f"{own}submit/", {"sure": "on"}, follow=True).content.decode()
    assert "평가표를 제출했습니다." in page
    assert "위원장이 다시 열어야 합니다" in page
    assert [member.get(f"{own}{end}").status_code for end in ("submit/", "bids/1/")] == [302, 302]


def test_an_interest_takes_the_bid_off_the_card(member: Client, made: Round, own: str) -> None:
    seat = made.seats[0]
    seat.declarations.create(bid=made.tender.bids.get(key="B"), interest="작년에 자문함", at=AT)
    page = words(member, own)
    assert "이해관계 있음: 작년에 자문함" in page
    assert "평가하지 않음" in page
    refused = member.get(f"{own}bids/2/")
    assert refused.status_code == 403
    assert "이해관계가 있다고 서약한 입찰" in refused.content.decode()
    assert member.get(f"{own}bids/2/files/bids/B.toml").status_code == 403


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"choice1": "interest"}, "interest1", "어떤 이해관계인지 적으세요."),
        ({"choice1": "none", "interest1": "자문"}, "choice1", "이해관계를 적었으면 있음을 고르세요."),
        ({"choice2": "none", "interest1": "자문"}, "choice1", "이해관계를 적었으면 있음을 고르세요."),
        ({}, "", "적어도 한 입찰에 서약하세요."),
    ],
)
def test_an_unclear_declaration_is_asked_back_beside_its_field(
    member: Client, own: str, sent: dict[str, str], field: str, said: str
) -> None:
    sent_page = member.post(f"{own}declare/", {"sure": "on"} | sent)
    page = Page("", "", sent_page.content.decode())
    assert (sent_page.status_code, Declaration.objects.count(), faults(page)) == (422, 0, [])
    places = page.tree.xpath(f"//p[@id='id_{field}_error']" if field else "//div[@role='alert']")
    assert [said in place.text_content() for place in places] == [True]
    kept = page.tree.xpath("//textarea[@name='interest1']")[0]
    assert kept.text.strip() == sent.get("interest1", "")


def test_too_many_interests_are_refused_and_nothing_is_kept(member: Client, own: str) -> None:
    sent = {"choice1": "none", "choice2": "interest", "interest2": "자문", "sure": "on"}
    page = member.post(f"{own}declare/", sent)
    assert page.status_code == 422
    assert "위원을 보충하십시오" in page.content.decode()
    assert not Declaration.objects.exists()


def test_a_bids_files_are_downloads_for_who_declared_on_it(member: Client, made: Round, own: str) -> None:
    made.seats[0].declarations.create(bid=made.tender.bids.get(key="A"), interest="", at=AT)
    assert "bids/A.toml 내려받기" in words(member, f"{own}bids/1/")
    file = member.get(f"{own}bids/1/files/bids/A.toml")
    assert file.content == example_bids()["A"][0]
    assert file.headers["Content-Disposition"] == 'attachment; filename="A.toml"'
    others = ("bids/B.toml", "tender.toml", "../bids/A.toml")
    assert [member.get(f"{own}bids/1/files/{path}").status_code for path in others] == [404, 404, 404]


def test_what_is_lacking_is_listed_with_its_fields(member: Client, made: Round, own: str) -> None:
    declare_all(made.seats[0])
    page = member.post(f"{own}submit/", {"sure": "on"})
    tree = Page("", "", page.content.decode()).tree
    links = tree.xpath("//section[@aria-labelledby='lacking']//a/@href")
    assert page.status_code == 422
    assert links == [f"{own}bids/{bid}/#points-{place}" for bid in range(1, 5) for place in range(1, 5)]
    assert made.seats[0].submitted_at is None


def test_the_card_of_another_does_not_exist(
    member: Client, made: Round, entered: Callable[[str], Client], cast: dict[str, User]
) -> None:
    """C.4-19."""
    declare_all(made.seats[1])
    other = f"/cards/{made.seats[1].pk}/"
    ends = ("", "declare/", "submit/", "bids/1/", "bids/1/files/bids/A.toml")
    assert {member.get(f"{other}{end}").status_code for end in ends} == {404}
    posts = ("declare/", "submit/", "bids/1/")
    assert {member.post(f"{other}{end}", NONE | {"sure": "on", "points-1": "1"}).status_code for end in posts} == {404}
    cast["former"] = person("전위원", at=made.agency)
    Seat.objects.filter(pk=made.seats[0].pk).update(user=cast["former"])
    assert entered("former").get(f"/cards/{made.seats[0].pk}/").status_code == 404


def test_nothing_of_the_others_is_on_the_page(member: Client, made: Round, own: str) -> None:
    """C.2-7, C.4-20: there is something that could leak."""
    first, second, third = made.seats
    declare_all(first)
    for seat in (second, third):
        declare_all(seat)
        fill(seat)
        for bid in made.tender.bids.all():
            again(seat, bid, "understanding", points="7.7777", reason=LEAK)
        submit_card(seat, by=acting(seat.user), at=AT)
    reopen_card(third, reason=LEAK, by=acting(made.chair), at=AT)
    pages = [words(member, path) for path in ("/", own, f"{own}bids/1/", f"{own}submit/")]
    leaks = (LEAK, "7.7777", second.user.username, third.user.username, second.name, third.name, made.chair.username)
    assert [leak for leak in leaks for page in pages if leak in page] == []


def test_what_came_before_a_reopening_stays_on_the_card(member: Client, made: Round, own: str) -> None:
    """C.2-9."""
    seat = made.seats[0]
    declare_all(seat)
    fill(seat)
    submit_card(seat, by=acting(seat.user), at=AT)
    reopen_card(seat, reason="합계 확인", by=acting(made.chair), at=AT)
    assert "다시 엶: 합계 확인" in words(member, own)
    data = {"points-1": "11.25", "reason-1": "다시 봄", "version-1": "1"}
    assert member.post(f"{own}bids/1/", data).status_code == 302
    member.post(f"{own}submit/", {"sure": "on"})
    page = Page(own, "evaluator", words(member, own))
    cells = [" ".join(cell.text_content().split()) for cell in page.tree.xpath("//table")[1].xpath(".//tbody/tr[1]/*")]
    assert cells[:4] == ["사업 이해도", "15", "11.25", "다시 봄"]
    assert cells[4] == "14.5 (2026-11-22 18:30) 야간 일괄 생성 업무의 처리 시간대와 재처리 절차를 구체적으로 제시함"
    assert faults(page) == []


def test_hidden_names_are_nowhere(people: Crew, entered: Callable[[str], Client], cast: dict[str, User]) -> None:
    """Not in the pages, the refusals or the files, before and after the card is in."""
    made = hiding_names(people)
    member, own = entered("evaluator"), f"/cards/{seated(made, cast['evaluator'])}/"
    pages = [member.get(own), member.get(f"{own}declare/"), member.post(f"{own}declare/", {"choice1": "none"})]
    declare_all(made.seats[0])
    pages += [member.get(own), member.get(f"{own}bids/1/"), member.get(f"{own}bids/1/files/bids/A.toml")]
    pages += [member.post(f"{own}submit/", {"sure": "on"}), member.get("/")]
    fill(made.seats[0])
    for bid in made.tender.bids.all():
        again(made.seats[0], bid, "understanding", points="15", reason="좋음")
        again(made.seats[0], bid, "technical_plan", points="25", reason="")
    pages += [member.get(f"{own}submit/"), member.post(f"{own}submit/", {"sure": "on"}), member.get(own)]
    assert made.seats[0].submitted_at is not None
    held = [*NAMES.values(), *Bid.objects.values_list("manufacturer", flat=True), "bids/A.toml"]
    texts = [page.content.decode().replace(f"{own}bids/1/files/bids/A.toml", "") for page in pages]
    assert [name for name in held for text in texts if name in text] == []
    assert "이름이 적힌 입찰 파일은 드리지 않습니다" in texts[5]
    assert pages[5].status_code == 403


def test_a_card_asks_the_database_no_more_for_more_bids(
    entered: Callable[[str], Client],
    cast: dict[str, User],
    people: Crew,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    cast |= {"one": (short := begun_with(crew("가상군청"), "A")).members[0]}
    long = begun_with(people, *BIDS)
    reader, other = entered("one"), entered("evaluator")
    with django_assert_num_queries(15) as one:
        few = words(reader, f"/cards/{seated(short, short.members[0])}/")
    with django_assert_num_queries(len(one)):
        many = words(other, f"/cards/{seated(long, long.members[0])}/")
    assert [page.count("서약한 뒤</td>") for page in (few, many)] == [1, 4]


def begun_with(people: Crew, *bids: str) -> Round:
    """An evaluation of so many bids."""
    made, by = begun(people=people), acting(people.officer)
    take_further(made)
    for key in bids:
        enter_bid(made.tender, content=example_bids()[key][0], evidence={}, by=by, at=AT)
    for name, user in zip(SEATS, people.members, strict=True):
        seat_member(made.tender, name=name, user=user, by=by, at=AT)
    begin_evaluation(made.tender, by=by, at=AT)
    return made
