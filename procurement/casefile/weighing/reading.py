"""A weighing file read whole and weighed: kind `direct`, `swing` or `ahp`."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from benchmarks.table import Table, by_id, read_table
from procurement.casefile.weighing.hierarchy import AIJ, AIP, node_of, shares_by_method
from procurement.casefile.weighing.judges import Answered, judges_of
from procurement.casefile.weighing.notes import notes_on
from procurement.casefile.weighing.outcome import Method, Node, Weighed, Weighing
from procurement.casefile.weighing.tree import entries_of, families, leaves_of
from scoring.ahp_group import UnusableGroup
from scoring.quantity import plain
from scoring.weights import Shares, UnusableWeights, direct, integer_points, swing

KINDS = ("direct", "swing", "ahp")
_DIRECT = "직접 배점 / direct points"
_SWING = "스윙 가중 / swing weights"


def read_weighing(path: Path) -> Weighing:
    """Read and weigh a file. Raises nothing but TableError, and OSError for what cannot be read."""
    root = read_table(path.read_bytes(), filename=path.name)
    table = root.table("weighing").only("kind", "id", "title", "agency", "points", "group", "example_note")
    try:
        criteria, shares, nodes = _weighed(root, kind=table.choice("kind", choices=KINDS))
        methods = tuple(_methods(shares, criteria=criteria, total=table.count("points")))
    except (UnusableGroup, UnusableWeights) as error:
        raise root.wrong(str(error)) from error
    return Weighing(
        kind=table.text("kind"),
        id=table.text("id"),
        title=table.text("title"),
        agency=table.text("agency"),
        example=table.optional_text("example_note") or "",
        total=table.count("points"),
        criteria=criteria,
        methods=methods,
        nodes=nodes,
        notes=tuple(notes_on(methods, nodes=nodes)),
    )


_Found = tuple[tuple[Weighed, ...], Iterable[tuple[str, Shares]], tuple[Node, ...]]


def _weighed(root: Table, *, kind: str) -> _Found:
    if kind == "ahp":
        return _compared(root)
    root.only("weighing", "criteria")
    if "group" in root.table("weighing").values:
        raise root.table("weighing").wrong("group은 ahp에만 씁니다 / group is for ahp only")
    tables = root.tables("criteria")
    found = by_id(tuple((table, table.text("id"), _flat(table)) for table in tables))
    values = tuple((table.text("id"), Fraction(table.number("value"))) for table in tables)
    shares = (_SWING, swing(values)) if kind == "swing" else (_DIRECT, direct(values))
    return tuple(found.values()), (shares,), ()


def _flat(table: Table) -> Weighed:
    table.only("id", "title", "group", "swing", "value")
    given = plain(Fraction(table.number("value")))
    return Weighed(table.text("id"), table.text("title"), table.text("group"), table.text("swing"), given)


def _compared(root: Table) -> _Found:
    root.only("weighing", "criteria", "judges")
    entries = entries_of(root)
    tree = families(entries, root=root)
    answered = judges_of(root, entries=entries)
    chosen = _chosen(root.table("weighing"), answered)
    nodes = tuple(node_of(family, answered=answered) for family in tree)
    return leaves_of(entries), shares_by_method(tree, nodes=nodes, chosen=chosen), nodes


def _chosen(table: Table, answered: tuple[Answered, ...]) -> str:
    """AIJ or AIP, which the officer decides where there is a group."""
    chosen = table.optional_choice("group", choices=(AIJ, AIP))
    if chosen is None and len(answered) > 1:
        raise table.wrong(
            f"group: 판단자가 여럿이면 {AIJ}(한 몸으로 판단, 판단을 합침)나 {AIP}(저마다 판단, 가중치를 합침)를 "
            f"고르십시오 / with several judges choose {AIJ} (one body) or {AIP} (individuals)"
        )
    return chosen or AIJ


def _methods(found: Iterable[tuple[str, Shares]], *, criteria: tuple[Weighed, ...], total: int) -> Iterable[Method]:
    """Each method with its whole points, the criteria in the order of the file."""
    for name, shares in found:
        by_name = dict(shares)
        ordered = tuple((one.id, by_name[one.id]) for one in criteria)
        yield Method(name, ordered, integer_points(ordered, total=total))
