"""In which language words are written that are stored, sent or the same for everybody; and what scripts say in one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation.trans_real import DjangoTranslation


@contextmanager
def in_site_language() -> Iterator[None]:
    """Inside, marked texts are in the site's language, whoever asks. Also a decorator.

    What is frozen, signed, stored or cached must not depend on the language of the person whose request happened to
    write it: another would get other bytes for the same words.
    """
    with translation.override(settings.LANGUAGE_CODE):
        yield


_catalogues: dict[str, dict[str, Any]] = {}
_FORMS_SAID = 200


def words_of_scripts(language: str) -> dict[str, Any]:
    """The translations that our scripts look up (domain ``djangojs``): ``words`` by what stands in the script, a list
    of forms for what is counted; ``plurals`` says which form each number below 200 takes. Empty without a translation.

    A rule for plurals is code, which the pages' policy lets no script make; it asks at most for the last two figures.
    """
    if language not in _catalogues:
        _catalogues[language] = _read_catalogue(language)
    return _catalogues[language]


def _read_catalogue(language: str) -> dict[str, Any]:
    catalogue = DjangoTranslation(language, domain="djangojs", localedirs=[str(path) for path in settings.LOCALE_PATHS])
    words: dict[str, Any] = {}
    for key, said in vars(catalogue)["_catalog"].items():  # of several catalogues the first decides
        if isinstance(key, tuple):
            words.setdefault(key[0], {}).setdefault(key[1], said)
        elif key:
            words.setdefault(key, said)
    words = {key: [said[at] for at in sorted(said)] if isinstance(said, dict) else said for key, said in words.items()}
    if not words:
        return {}
    return {"words": words, "plurals": [catalogue.plural(number) for number in range(_FORMS_SAID)]}
