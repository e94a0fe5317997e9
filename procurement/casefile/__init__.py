"""A folder of files as the values the rest of Jeoul works with; no database, server or network."""

from procurement.casefile.case import Case, dossier_of, read_case, sized
from procurement.casefile.refusals import REFUSALS

__all__ = ["REFUSALS", "Case", "dossier_of", "read_case", "sized"]
