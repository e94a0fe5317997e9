"""장비 구성안: what to buy, who serves which demand, every limit recomputed by formula, and the proof."""

from __future__ import annotations

from fractions import Fraction

from openpyxl.utils import column_index_from_string

from procurement.exports.dossier import Sized
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, korean
from procurement.exports.xlsx.mix_limits import Rows, titles_of, write_limits
from procurement.exports.xlsx.mix_vendors import Sold, sold_by_plan, sold_by_rows
from procurement.exports.xlsx.sizing_needs import capacity_for, load
from procurement.exports.xlsx.sizing_plan import write_plan
from procurement.exports.xlsx.sizing_proof import proof_facts, write_aim, write_facts
from procurement.exports.xlsx.sizing_serving import write_serving
from procurement.sizing.capacity import Configuration
from procurement.sizing.choice import Share
from procurement.sizing.mix import Mix
from scoring.quantity import half_up

_WIDTHS = (30, 24, 8, 16, 16, 22, 11, 13, 10, 11, 13, 34)
_FIRST = 12
_SIMPLE_AIMS = ("cheapest", "most_performance")


def write_mix(book: Book, *, sized: Sized) -> tuple[Sold, ...]:
    """Write 장비 구성안, or why no purchase fits (sizing.md §6 item 4); what it cannot show has the form of a plan.

    Returns what each vendor is paid.
    """
    if _plain(sized):
        _write_rows(book, sized)
        return sold_by_rows(sized, first=_FIRST)
    write_plan(book, sized=sized)
    write_serving(book, sized=sized)
    return sold_by_plan(sized)


def _write_rows(book: Book, sized: Sized) -> None:
    page = book.page(forms.MIX, widths=_WIDTHS)
    page.text(1, 1, forms.MIX, look="title")
    if sized.mix is None:
        page.paragraph(3, 1, korean(sized.no_mix))
        return
    rows = _servers(page, sized, sized.mix)
    demand = _demand(page, rows.total + 3, sized, sized.mix, rows)
    _proof(page, sized, sized.mix, rows)
    row = write_limits(page, demand.shares[1] + 3, sized=sized, rows=demand)
    _remarks(page, row + 2, sized, sized.mix)


def _plain(sized: Sized) -> bool:
    """Whether the question has nothing that only the form of a plan can show."""
    asked, limits = sized.problem, sized.problem.limits
    terms = (asked.years, asked.discounts, asked.bundles, asked.exclusive, asked.pairings, asked.costs, asked.pools)
    figures = (limits.cooling_w, limits.vendor_demand, limits.running)
    dated = any(c.existing or c.lead_years or c.lot or c.minimum > 1 for c in asked.configurations)
    return not (any(terms) or any(f is not None for f in figures) or dated or sized.objective not in _SIMPLE_AIMS)


def _proof(page: Page, sized: Sized, mix: Mix, rows: Rows) -> None:
    write_aim(page, sized=sized)
    page.text(4, 1, "총비용(원)", look="header")
    page.formula(4, 2, f"=F{rows.total}", mix.cost, look="won", what="구성 총비용")
    write_facts(page, 5, (("제공 가능한 수요 배수", mix.scale, "points"), *proof_facts(sized, mix=mix, gap="points")))


def _servers(page: Page, sized: Sized, mix: Mix) -> Rows:
    page.texts(_FIRST - 1, forms.MIX_HEADER, look="header")
    bought = {p.configuration: p for p in mix.purchases}
    configurations = sized.problem.configurations
    last = _FIRST + len(configurations) - 1
    names = titles_of(sized)
    for row, configuration in enumerate(configurations, _FIRST):
        purchase = bought.get(configuration.id)
        _server(page, row, names[configuration.id], configuration, servers=purchase.servers if purchase else 0)
    page.texts(last + 1, ("계", "", "", ""), look="header")
    count = sum(p.servers for p in mix.purchases)
    totals = (
        ("E", count, "won"),
        ("F", mix.cost, "won"),
        ("H", mix.power_w, "points"),
        ("J", mix.rack_units, "points"),
    )
    for letter, total, look in totals:
        cells = f"{letter}{_FIRST}:{letter}{last}"
        formula = f'=IF(COUNT({cells})=ROWS({cells}),SUM({cells}),"{forms.NOT_STATED}")'
        value = forms.NOT_STATED if total is None else total
        page.formula(last + 1, column_index_from_string(letter), formula, value, look=look, what="구성 계")
    return Rows(servers=(_FIRST, last), total=last + 1, shares=(0, 0))


def _server(page: Page, row: int, title: str, configuration: Configuration, *, servers: int) -> None:
    page.texts(row, (title, configuration.vendor, forms.YES if configuration.domestic else forms.NO))
    page.number(row, 4, configuration.price, look="bid_won")
    page.number(row, 5, servers, look="entry")
    page.formula(row, 6, f"=D{row}*E{row}", configuration.price * servers, look="won")
    for letter, column, figure in (("G", 7, configuration.power_w), ("I", 9, configuration.rack_units)):
        if figure is None:
            page.text(row, column, forms.NOT_STATED, look="entry_text")
        else:
            page.number(row, column, figure, look="entry")
        each = f'IF(ISNUMBER({letter}{row}),E{row}*{letter}{row},"{forms.NOT_STATED}")'
        value = forms.NOT_STATED if figure is None else Fraction(figure) * servers
        page.formula(row, column + 1, f"=IF(E{row}=0,0,{each})", value if servers else 0, look="points")


def _demand(page: Page, row: int, sized: Sized, mix: Mix, rows: Rows) -> Rows:
    page.text(row, 1, "수요 배분과 처리 능력 (측정값에서만)", look="heading")
    page.texts(row + 1, forms.DEMAND_HEADER, look="header")
    for here, share in enumerate(mix.shares, row + 2):
        _share(page, here, share, sized, mix)
    last = row + 1 + len(mix.shares)
    _loads(page, sized, mix, (row + 2, last))
    return Rows(servers=rows.servers, total=rows.total, shares=(row + 2, last))


def _share(page: Page, row: int, share: Share, sized: Sized, mix: Mix) -> None:
    bucket = next(b for b in sized.problem.buckets if b.id == share.bucket)
    capacity = capacity_for(sized, share)
    names = titles_of(sized)
    page.texts(row, (names[bucket.id], f"{bucket.model} {bucket.isl}/{bucket.osl}", ""))
    page.number(row, 4, bucket.rate, look="entry")
    page.text(row, 6, names[share.configuration])
    page.number(row, 7, share.share, look="entry")
    page.number(row, 8, capacity.rate, look="measured")
    page.number(row, 9, Fraction(capacity.utilisation), look="entry")
    page.formula(row, 5, "=$B$5", mix.scale, look="points")
    need = load(sized, mix, share)
    page.formula(
        row, 10, f"=D{row}*E{row}*G{row}/(H{row}*I{row})", need, look="measured", what=f"{bucket.title} 필요 서버"
    )
    page.text(row, 11, capacity.measurement)
    page.text(row, 12, korean(capacity.basis))


def _loads(page: Page, sized: Sized, mix: Mix, span: tuple[int, int]) -> None:
    titles, needs = (f"${c}${span[0]}:${c}${span[1]}" for c in ("F", "J"))
    for row, configuration in enumerate(sized.problem.configurations, _FIRST):
        mine = (s for s in mix.shares if s.configuration == configuration.id)
        value = sum((load(sized, mix, s) for s in mine), Fraction(0))
        formula = f"=SUMPRODUCT(--EXACT({titles},A{row}),{needs})"
        page.formula(row, 11, formula, value, look="measured", what=f"{configuration.title} 부하")


def _remarks(page: Page, row: int, sized: Sized, mix: Mix) -> None:
    page.text(row, 1, "참고", look="heading")
    names = titles_of(sized)
    lines = [f"국산 비중 (참고만 함) {percent(mix.informed.reached)}: {mix.informed.why}"] if mix.informed else []
    if mix.domestic_why:
        lines.append(f"국산 비중의 근거: {mix.domestic_why}")
    lines += [f"{names[e.configuration]} 제외: {e.why}" for e in mix.excluded]
    lines += [f"{names[u.configuration]} · {names[u.bucket]} 미측정: {u.why}" for u in mix.unmeasured]
    for line in lines:
        row = page.paragraph(row + 1, 1, korean(line))


def percent(share: Fraction) -> str:
    """A share (0..1) as percent with two decimals, for a sentence."""
    return f"{half_up(share * 100, places=2)} %"
