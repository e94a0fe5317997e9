"""A folder of files as the values the rest of Jeoul works with; no database, server or network."""

from procurement.casefile.case import Case, dossier_of, read_case, sized
from procurement.casefile.refusals import REFUSALS, in_words

__all__ = ["REFUSALS", "Case", "dossier_of", "in_words", "read_case", "sized"]
