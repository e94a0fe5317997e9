from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.table import TableError
from procurement.casefile import read_case
from procurement.casefile.envelopes import MOST, Envelope, UnreadablePrices, envelopes_of, written
from tests.procurement.casefile.folder import change, small_case, write
from tests.procurement.casefile.test_case import result_of

OPENED = "bid,price,server_price\nA,900000000,100000000\nB,850000000,60000000\n"


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """The small case before its envelopes are opened."""
    folder = small_case(tmp_path)
    for key, price, server in (("A", 900000000, 100000000), ("B", 850000000, 60000000), ("C", 800000000, 10000000)):
        for amount in (price, server):
            change(folder / "bids" / f"{key}.toml", f"price = {amount}\n", "")
    return folder


def test_before_the_opening_the_technical_evaluation_stands_alone(sealed: Path) -> None:
    case = read_case(sealed, closed=True)
    found = [(r.bid.price, r.price, r.total, r.rank, r.eligible) for r in case.evaluation.results]
    assert found == [(None, None, None, None, True), (None, None, None, None, True), (None, None, None, None, False)]
    assert (case.evaluation.lowest_price, case.purchase) == (None, None)


def test_the_envelopes_of_the_eligible_give_the_result_of_the_priced_bids(sealed: Path, tmp_path: Path) -> None:
    write(sealed / "prices.csv", OPENED)
    closed, priced = read_case(sealed), read_case(small_case(tmp_path / "priced"))
    for key in ("A", "B"):
        assert result_of(closed, key) == result_of(priced, key)
    last = result_of(closed, "C")
    assert (last.bid.price, last.eligible, last.rank) == (None, False, None)
    assert closed.purchase is not None
    assert [c.id for c in closed.purchase.problem.configurations] == ["A", "B"]


def test_a_price_that_the_rules_use_must_be_there(sealed: Path) -> None:
    with pytest.raises(TableError, match=r"bids/ A\.bid.*입찰가격이 없습니다"):
        read_case(sealed)
    write(sealed / "prices.csv", OPENED)
    change(sealed / "tender.toml", 'L_pool = "eligible_only"', 'L_pool = "valid_all"')
    with pytest.raises(TableError, match=r"bids/ C\.bid.*입찰가격이 없습니다"):
        read_case(sealed)


def test_the_sizing_asks_for_the_price_of_a_server(sealed: Path) -> None:
    write(sealed / "prices.csv", OPENED.replace("900000000,100000000", "900000000,"))
    with pytest.raises(TableError, match=r"bids/ A\.offer.*서버 1대 값"):
        read_case(sealed)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("bid,price\n", "1행: 머리글이"),
        ("", "1행: 머리글이"),
        (OPENED + "A,1,1\n", "4행: 'A'가 두 번"),
        (OPENED + "Z,1,1\n", "없는 입찰입니다: 'Z'"),
        (OPENED + "C,1\n", "4행: 열이 3개"),
        (OPENED + "C,-1,1\n", "4행 price: 0보다 큰"),
        (OPENED + "C,0,1\n", "4행 price: 0보다 큰"),
        (OPENED + "C,٣,1\n", "4행 price: 0보다 큰"),
        (OPENED + f"C,{MOST + 1},1\n", "4행 price: 0보다 큰"),
        (OPENED + "C,1,1.5\n", "4행 server_price: 0보다 큰"),
        (OPENED + 'C,"1,1\n', "CSV 형식이 아닙니다"),
    ],
)
def test_prices_that_cannot_be_are_refused_with_their_line(sealed: Path, content: str, said: str) -> None:
    write(sealed / "prices.csv", content)
    with pytest.raises(UnreadablePrices, match=said):
        read_case(sealed)


def test_another_encoding_and_a_price_told_twice_are_refused(sealed: Path) -> None:
    (sealed / "prices.csv").write_bytes(OPENED.encode("utf-16"))
    with pytest.raises(UnreadablePrices, match="UTF-8이 아닙니다"):
        read_case(sealed)
    write(sealed / "prices.csv", OPENED)
    change(sealed / "bids" / "A.toml", "[bid]\n", "[bid]\nprice = 900000000\n")
    with pytest.raises(TableError, match=r"price: prices\.csv에도 있습니다"):
        read_case(sealed)


@given(
    st.dictionaries(
        st.text("ABC-_가나 ,\"'", min_size=1),
        st.builds(Envelope, st.integers(1, MOST), st.none() | st.integers(1, MOST)),
    )
)
def test_what_is_written_is_read_back(envelopes: dict[str, Envelope]) -> None:
    with TemporaryDirectory() as name:
        (Path(name) / "prices.csv").write_bytes(written(envelopes))
        assert envelopes_of(Path(name)) == envelopes


def test_commas_of_thousands_are_read(sealed: Path) -> None:
    write(sealed / "prices.csv", OPENED.replace("900000000,", '"900,000,000",'))
    assert envelopes_of(sealed)["A"] == Envelope(900000000, 100000000)
