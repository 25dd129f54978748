"""The writing surface: a plain textarea with HTML that editor.js turns into an editor.

The one module that knows django-prose-editor: it brings ProseMirror as a browser module, without any build. Its own
sanitising is not used; whatever is sent goes through :func:`articles.text.clean`.
"""

from django import forms
from django_prose_editor.widgets import importmap
from js_asset import Media, Script


class ProseTextarea(forms.Textarea):
    """Shows and takes the constrained HTML of :mod:`articles.text`."""

    def __init__(self, attrs: dict | None = None):
        super().__init__({"class": "source", "rows": 12, "spellcheck": "true", "data-prose": "", **(attrs or {})})

    @property
    def media(self) -> Media:
        """For ``form.media.with_nonce(request.csp_nonce)``: the import map is an inline script."""
        return Media(importmap=importmap, css={"all": ["editor.css"]}, js=[Script("editor.js", type="module")])
