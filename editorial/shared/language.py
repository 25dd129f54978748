"""In which language words are written that are stored, sent or the same for everybody."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation


@contextmanager
def in_site_language() -> Iterator[None]:
    """Inside, marked texts are in the site's language, whoever asks. Also a decorator.

    What is frozen, signed, stored or cached must not depend on the language of the person whose request happened to
    write it: another would get other bytes for the same words.
    """
    with translation.override(settings.LANGUAGE_CODE):
        yield
