from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

from procurement.casefile.collecting.checking import Checked, Value
from procurement.casefile.collecting.pieces import Pieces, pieces_in
from procurement.exports.handout import Key
from procurement.exports.xlsx.handouts.bid_form import PIECES
from tests.procurement.casefile.folder import write

PLACES: dict[Key, str] = {("evidence", str(n), "file"): f"측정 근거!{'BCDEFG'[n - 1]}9" for n in range(1, PIECES + 1)}


def pieces(folder: Path, **given: Value) -> Pieces:
    values: dict[Key, Value] = {("offer", "accelerator"): "npu-d"}
    values |= {("evidence", "2", name): value for name, value in given.items()}
    return pieces_in(Checked(values, PLACES, ()), filename="a.xlsx", bid="D", folder=folder)


def test_the_bidders_own_folder_comes_first(tmp_path: Path) -> None:
    write(tmp_path / "evidence" / "r.json", "{}")
    assert pieces(tmp_path, file="r.json").tables[0]["file"] == "../evidence/r.json"
    write(tmp_path / "evidence" / "D" / "r.json", "{}")
    assert pieces(tmp_path, file="r.json").tables[0]["file"] == "../evidence/D/r.json"


def test_names_are_compared_as_they_look(tmp_path: Path) -> None:
    write(tmp_path / "evidence" / normalize("NFD", "결과.json"), "{}")
    assert pieces(tmp_path, file="결과.json").refusals == ()


def test_answers_and_aliases_take_their_places(tmp_path: Path) -> None:
    write(tmp_path / "evidence" / "r.json", "{}")
    found = pieces(
        tmp_path, file="r.json", rows="V1, V2,", used=Decimal(8), average_w=Decimal("300.5"), role="시험기관",
        scope="서버 콘센트", model="Llama 3.1 8B", file_model="meta/Llama", engine="vllm",
    )  # fmt: skip
    assert found.tables == (
        {
            "file": "../evidence/r.json",
            "rows": ["V1", "V2"],
            "answers": {
                "accelerator": "npu-d",
                "engine": "vllm",
                "used": 8,
                "average_w": Decimal("300.5"),
                "measurer_role": "third_party_lab",
                "power_scope": "node_wall",
            },
            "aliases": {"meta/Llama": "Llama 3.1 8B"},
        },
    )
    other = pieces(tmp_path, file="r.json", file_accelerator="NPU D", model="m").tables[0]
    assert (other["answers"], other["aliases"]) == ({"model": "m"}, {"NPU D": "npu-d"})


def test_a_column_without_its_file_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    (first,) = pieces(tmp_path, engine="vllm").refusals
    assert str(first).startswith("a.xlsx 측정 근거!C9: 근거 2: 다른 칸은 적고 결과 파일 이름은 비었습니다")
    for name in ("r.json", "../tender.toml", "/etc/passwd"):
        (second,) = pieces(tmp_path, file=name).refusals
        assert str(second).startswith(f"a.xlsx 측정 근거!C9: {name}: evidence/D/에도 evidence/에도 없습니다")
