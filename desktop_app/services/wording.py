"""Procedures and questions in the language in force; English, marked as such, where one is missing."""

from functools import lru_cache

from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.wording import Sentence, reworded, reworded_catalogue
from desktop_app.runtime.i18n import (
    SOURCE_LANGUAGE,
    current_language,
    pgettext,
    procedure_text,
)
from desktop_app.runtime.i18n import gettext as _


def procedure_in_language(procedure: Procedure) -> Procedure:
    """Give the procedure with its sentences in the language in force."""
    language = current_language()
    return procedure if language == SOURCE_LANGUAGE else _procedure(procedure, language)


def catalogue_in_language(catalogue: Catalogue) -> Catalogue:
    """Give the catalogue with its sentences in the language in force."""
    language = current_language()
    return catalogue if language == SOURCE_LANGUAGE else _catalogue(catalogue, language)


@lru_cache(maxsize=16)
def _procedure(procedure: Procedure, language: str) -> Procedure:
    def say(sentence: Sentence) -> str:
        said = procedure_text(*sentence)
        if said.language == language:
            return said.text
        return _("{sentence} (in English: not translated yet)").format(sentence=said.text)

    return reworded(procedure, say)


@lru_cache(maxsize=4)
def _catalogue(catalogue: Catalogue, _language: str) -> Catalogue:
    return reworded_catalogue(catalogue, pgettext)
