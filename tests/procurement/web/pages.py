"""Every page that can be looked at, and the faults that a reader or a browser would find in one (C.8, C.12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.test import Client
from lxml import html

from procurement.models import Tender, User

HANDLERS = ("style", "onclick", "onload", "onerror", "onsubmit", "onchange", "onfocus")


@dataclass(frozen=True, slots=True)
class Page:
    path: str
    role: str
    text: str

    @property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.text.encode(), parser=html.HTMLParser(encoding="utf-8"))


def addresses(tender: Tender, person: User) -> dict[str, tuple[str, ...]]:
    """The pages by the role that looks at them; what another role sees of them is less."""
    own = f"/tenders/{tender.pk}/"
    building: tuple[str, ...] = (
        "basics",
        "rules",
        "gates",
        "gates/new",
        "gates/server_power",
        "criteria",
        "criteria/new",
        "sizing",
        "sizing/demand/new",
    )
    building += ("criteria/credit", "criteria/weights", "evaluators")
    people = ("/people/", "/people/organisations/new/", "/people/new/", f"/people/{person.pk}/roles/")
    account = (
        "/account/second-factor/",
        "/account/tokens/",
        "/account/password/",
        "/sign-in/again/",
        "/sign-in/code/again/",
        "/sign-out/",
    )
    return {
        "visitor": ("/sign-in/", "/help/", "/nothing/", "/account/inactive/"),
        "officer": (
            "/",
            "/help/tour/",
            "/tenders/",
            "/tenders/new/",
            "/tenders/new/form/",
            own,
            *(f"{own}{part}/" for part in building),
            *(f"{own}{act}/" for act in ("put", "publish", "cancel", "evidence")),
            *(f"/plans/{part}" for part in ("", "new/", "new/files/")),
            "/reconcile/",
            "/jobs/",
            *(f"/results/{part}" for part in ("", "new/", "requests/", "catalogue/", "curves/")),
        ),
        "auditor": ("/audit/", *account),
        "administrator": people,
    }


def pages(entered: Callable[[str], Client], tender: Tender, person: User, *, language: str = "ko") -> Iterator[Page]:
    for role, paths in addresses(tender, person).items():
        client = Client() if role == "visitor" else entered(role)
        client.cookies["django_language"] = language
        for path in paths:
            yield Page(path, role, client.get(path).content.decode())


def faults(page: Page) -> list[str]:
    """What is wrong with the page, in words; [] = nothing."""
    tree = page.tree
    return [*_headings(tree), *_tables(tree), *_fields(tree), *_markup(tree), *_forms(tree)]


def _headings(tree: html.HtmlElement) -> Iterator[str]:
    levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3", "h4")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1"
    yield from ("a heading level is skipped" for one, after in pairwise(levels) if after > one + 1)
    if not (tree.findtext(".//title") or "").strip(" |"):
        yield "no title"
    if tree.xpath("//body/*[1]/a/@href") != ["#content"] or not tree.xpath("//main[@id='content']"):
        yield "the skip link does not come first or leads nowhere"


def _tables(tree: html.HtmlElement) -> Iterator[str]:
    for table in tree.iter("table"):
        caption = table.find("caption")
        if caption is None or not caption.text_content().strip():
            yield "a table without caption"
        yield from ("a header cell without scope" for cell in table.iter("th") if not cell.get("scope"))


def _fields(tree: html.HtmlElement) -> Iterator[str]:
    labelled = tree.xpath("//label/@for")
    yield from (f"{one} is labelled twice" for one in set(labelled) if labelled.count(one) > 1)
    labels = {one.get("for") for one in tree.iter("label")}
    for field in tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        if field.get("id") not in labels:
            yield f"{field.get('name')}: no label"
    ids = set(tree.xpath("//@id"))
    named = " ".join(tree.xpath("//@aria-describedby | //@aria-labelledby | //@for")).split()
    yield from (f"{one}: leads to nothing" for one in named if one not in ids)
    yield from ("a button or link without words" for one in tree.iter("a", "button") if not one.text_content().strip())


def _markup(tree: html.HtmlElement) -> Iterator[str]:
    ids = tree.xpath("//@id")
    yield from (f"{one}: id twice" for one in {one for one in ids if ids.count(one) > 1})
    yield from (f"inline {name}" for name in HANDLERS if tree.xpath(f"//@{name}"))
    yield from ("inline script or style" for _ in tree.xpath("//style | //script[not(@src)]"))
    yield from ("an image without alt" for one in tree.iter("img") if one.get("alt") is None)
    yield from (f"{one}: from elsewhere" for one in tree.xpath("//@src | //link/@href | //form/@action") if "//" in one)


def _forms(tree: html.HtmlElement) -> Iterator[str]:
    for form in tree.xpath("//form[@method='post']"):
        if not form.xpath(".//input[@name='csrfmiddlewaretoken']"):
            yield f"{form.get('action')}: no token"
    yield from ("a form without method" for one in tree.iter("form") if one.get("method") not in {"get", "post"})
