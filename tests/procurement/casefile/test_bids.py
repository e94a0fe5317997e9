from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.table import TableError, read_table
from procurement.casefile.bids import Offer, submissions_of
from procurement.casefile.scheme import announced
from scoring.criteria import Deduction, Evidence
from tests.procurement.casefile.folder import TENDER, bid, change, small_case, write

SCHEME = announced(read_table(TENDER.encode(), filename="tender.toml"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_case(tmp_path)


def refused(folder: Path) -> str:
    with pytest.raises(TableError) as caught:
        submissions_of(folder, announced=SCHEME)
    return str(caught.value)


def test_bids_stand_in_the_order_of_their_files(folder: Path) -> None:
    (folder / "bids" / "A.toml").rename(folder / "bids" / "z.toml")
    (folder / "bids" / "folder.toml").mkdir()
    found = submissions_of(folder, announced=SCHEME)
    assert [(s.bid.id, s.bid.name, s.bid.price, s.manufacturer) for s in found] == [
        ("B", "B사", 850_000_000, "B사 제조"),
        ("C", "C사", 800_000_000, "C사 제조"),
        ("A", "A사", 900_000_000, "A사 제조"),
    ]


def test_the_offer_is_as_stated(folder: Path) -> None:
    assert submissions_of(folder, announced=SCHEME)[0].offer == Offer(
        title="A사 서버",
        accelerator="npu-a",
        accelerators=8,
        price=100_000_000,
        domestic=True,
        power_w=Decimal(3000),
        power_source="제안서 12쪽",
        rack_units=4,
        rack_source="",
        maximum=None,
    )


def test_what_the_offer_and_the_officer_state_is_evidence_with_its_source(folder: Path) -> None:
    found = submissions_of(folder, announced=SCHEME)[0].bid.evidence[-2:]
    assert found == (Evidence("server_power", Fraction(3000), "제안서 12쪽"), Evidence("credit", "A0", "확인서"))


def test_what_nobody_states_stays_unmeasured(folder: Path) -> None:
    change(folder / "bids" / "A.toml", 'power_w = 3000\nrack_units = 4\npower_source = "제안서 12쪽"\n', "")
    text = (folder / "bids" / "A.toml").read_text(encoding="utf-8")
    write(folder / "bids" / "A.toml", text.partition("[officer.credit]")[0])
    found = submissions_of(folder, announced=SCHEME)[0].bid.evidence
    assert found[3:] == (Evidence("server_power", None, "출처 미기재"),)


def test_deductions_carry_their_reason_and_clause(folder: Path) -> None:
    path = folder / "bids" / "A.toml"
    write(path, bid("A") + '[[deductions]]\npoints = 0.5\nreason = "사전접촉"\nclause = "제7조"\n')
    assert submissions_of(folder, announced=SCHEME)[0].bid.deductions == (
        Deduction(Fraction(1, 2), "사전접촉", "제7조"),
    )


def test_a_folder_without_bids_is_refused(folder: Path) -> None:
    for path in (folder / "bids").iterdir():
        path.unlink()
    assert refused(folder) == (
        "bids/: 입찰 파일(*.toml)이 없습니다. 업체마다 하나씩 두십시오 / there is no bid file, put one for each bid"
    )


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ('id = "B"', 'id = "A"', "bids/B.toml.bid:", "id = 'A': bids/A.toml와 같습니다"),
        ('name = "B사"', 'name = "A사"', "bids/B.toml.bid:", "name = 'A사': bids/A.toml와 같습니다"),
        ("price = 850000000", "price = -1", "bids/B.toml.bid:", "price = -1: 1 이상"),
        ("price = 850000000", "price = 0", "bids/B.toml.bid:", "price = 0: 1 이상"),
        ("price = 850000000", 'price = "1,465,000,000"', "bids/B.toml.bid:", "write the digits only, without quotes"),
        ("price = 850000000", "price = 1,465,000,000", "bids/B.toml 5행", "not readable as TOML"),
        ("price = 850000000", "price = 850000000.0", "bids/B.toml.bid:", "a whole number >= 1"),
        ("domestic = true", 'domestic = "yes"', "bids/B.toml.offer:", "expected true/false"),
        ("[offer]", "[offers]", "bids/B.toml:", "unknown key 'offers'"),
        ('value = "A0"', 'value = "AAA"', "bids/B.toml.officer.credit:", "must be one of A0, BBB0"),
        ('value = "A0"', "value = 3", "bids/B.toml.officer.credit:", "expected a text"),
        ('value = "A0"\n', "", "bids/B.toml.officer.credit:", "'value' is missing"),
        ('trace = "확인서"', "", "bids/B.toml.officer.credit:", "'trace' is missing"),
        ("[officer.credit]", "[officer.delivery]", "bids/B.toml.officer:", "unknown key 'delivery'; known: credit"),
    ],
)
def test_a_wrong_bid_is_refused_with_its_place(folder: Path, old: str, new: str, place: str, says: str) -> None:
    change(folder / "bids" / "B.toml", old, new)
    message = refused(folder)
    assert message.startswith(place), message
    assert says in message


def test_a_number_is_asked_where_the_officer_enters_one(folder: Path) -> None:
    grades = 'value = { kind = "grades", shares = { "A0" = 1.0, "BBB0" = 0.8 } }'
    assert grades in TENDER
    text = TENDER.replace(grades, 'value = { kind = "ladder", better = "higher", steps = [[3, 1.0], [0, 0.7]] }')
    scheme = announced(read_table(text.encode(), filename="tender.toml"))
    with pytest.raises(TableError, match=r"^bids/A\.toml\.officer\.credit: value = 'A0': 숫자"):
        submissions_of(folder, announced=scheme)
    for key in "ABC":
        change(folder / "bids" / f"{key}.toml", 'value = "A0"', "value = 3")
    assert submissions_of(folder, announced=scheme)[0].bid.evidence[-1] == Evidence("credit", Fraction(3), "확인서")
