"""Who may do what: roles, and predicates over them. Knows neither the database nor the web."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from enum import StrEnum


class Role(StrEnum):
    """What a person may be in an organisation; one person may have several."""

    OFFICER = "officer"
    APPROVER = "approver"
    CHAIR = "chair"
    EVALUATOR = "evaluator"
    SUPPLIER = "supplier"
    VERIFIER = "verifier"
    PROGRAMME_MANAGER = "programme_manager"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Kind(StrEnum):
    """What an organisation is: the kinds of the K-Perf council's members, and the agencies that buy."""

    AGENCY = "agency"
    SUPPLIER = "supplier"
    CLOUD = "cloud"
    AI_COMPANY = "ai_company"
    VERIFIER = "verifier"
    PROGRAMME = "programme"


BELONGS: dict[Role, frozenset[Kind]] = {
    Role.OFFICER: frozenset({Kind.AGENCY, Kind.PROGRAMME}),
    Role.APPROVER: frozenset({Kind.AGENCY, Kind.PROGRAMME}),
    Role.CHAIR: frozenset({Kind.AGENCY, Kind.PROGRAMME}),
    Role.EVALUATOR: frozenset(Kind) - {Kind.SUPPLIER},
    Role.SUPPLIER: frozenset({Kind.SUPPLIER, Kind.CLOUD, Kind.AI_COMPANY}),
    Role.VERIFIER: frozenset({Kind.VERIFIER}),
    Role.PROGRAMME_MANAGER: frozenset({Kind.PROGRAMME}),
    Role.AUDITOR: frozenset({Kind.AGENCY, Kind.PROGRAMME}),
    Role.ADMINISTRATOR: frozenset(Kind),
}
"""In which kinds of organisation a role can be held."""

APART: tuple[frozenset[Role], ...] = (
    frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    frozenset({Role.AUDITOR, Role.OFFICER}),
    frozenset({Role.AUDITOR, Role.APPROVER}),
    frozenset({Role.EVALUATOR, Role.OFFICER}),
    frozenset({Role.EVALUATOR, Role.SUPPLIER}),
)
"""Pairs of roles that one person may not have at the same time: who audits or marks does not also run the tender."""

NEED_SECOND_FACTOR = frozenset({Role.OFFICER, Role.APPROVER, Role.CHAIR, Role.ADMINISTRATOR})
"""Roles whose people sign in with a second factor."""


class Area(StrEnum):
    """What a token of the API may be good for."""

    TENDERS = "tenders"
    CARDS = "cards"
    PLANS = "plans"
    RESULTS = "results"
    PEOPLE = "people"
    RECORD = "record"


SCOPES = tuple(f"{area}:{deed}" for area in Area for deed in ("read", "write"))
"""All that a token can be given; who may write in an area may read there."""


def may_use(scopes: AbstractSet[str], *, area: Area, writes: bool) -> bool:
    """Whether a token of these scopes is good for reading, or writing, in the area."""
    return f"{area}:write" in scopes or (not writes and f"{area}:read" in scopes)


def may_edit_people(roles: AbstractSet[Role]) -> bool:
    """Whether one may change organisations, people and roles."""
    return Role.ADMINISTRATOR in roles


def may_hold(role: Role, *, kind: Kind) -> bool:
    """Whether the role can be held in an organisation of the kind."""
    return kind in BELONGS[role]


def clashes(role: Role, *, held: AbstractSet[Role]) -> frozenset[Role]:
    """The roles already held that may not stand beside this one."""
    return frozenset(other for pair in APART if role in pair for other in pair - {role} if other in held)


def may_run_tender(roles: AbstractSet[Role], *, same_agency: bool) -> bool:
    """Whether one may draft, publish and cancel a tender: an officer of the agency that buys."""
    return same_agency and Role.OFFICER in roles


def may_see_tender(roles: AbstractSet[Role], *, same_agency: bool) -> bool:
    """Whether one may see a tender with all its documents: who runs, approves, chairs or audits at the agency."""
    return same_agency and bool(roles & {Role.OFFICER, Role.APPROVER, Role.CHAIR, Role.AUDITOR})


def may_sit(roles: AbstractSet[Role]) -> bool:
    """Whether one may take a seat on a panel."""
    return Role.EVALUATOR in roles


def may_chair(roles: AbstractSet[Role], *, same_agency: bool) -> bool:
    """Whether one may give a submitted card back: who chairs panels at the agency that buys."""
    return same_agency and Role.CHAIR in roles


def may_decide(roles: AbstractSet[Role], *, same_agency: bool) -> bool:
    """Whether one may decide the award: an approver of the agency that buys."""
    return same_agency and Role.APPROVER in roles


def may_contribute(roles: AbstractSet[Role], *, same_organisation: bool) -> bool:
    """Whether one may hand in measured results for an organisation: its suppliers' people, or who measures for it."""
    return same_organisation and bool(roles & {Role.SUPPLIER, Role.OFFICER, Role.VERIFIER})


def may_verify(roles: AbstractSet[Role], *, same_organisation: bool) -> bool:
    """Whether one may check and verify a release: a verifier, never of the organisation that handed it in."""
    return Role.VERIFIER in roles and not same_organisation


def may_ask(roles: AbstractSet[Role], *, kind: Kind) -> bool:
    """Whether one may ask suppliers for results: who buys for an agency, a programme, a cloud or an AI company."""
    buyers = {Role.OFFICER, Role.PROGRAMME_MANAGER, Role.SUPPLIER}
    return kind != Kind.SUPPLIER and bool(roles & buyers)


def may_reply(roles: AbstractSet[Role]) -> bool:
    """Whether one may answer a request for results, and propose values for the catalogue: a supplier's people."""
    return Role.SUPPLIER in roles


def may_edit_catalogue(roles: AbstractSet[Role]) -> bool:
    """Whether one may accept or decline what is proposed for the catalogue."""
    return Role.ADMINISTRATOR in roles
