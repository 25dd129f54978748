"""The writing surface: a plain textarea with HTML that editor.js turns into an editor.

The one module that knows django-prose-editor: it brings ProseMirror as a browser module, without any build. Its own
sanitising is not used; whatever is sent goes through :func:`articles.text.clean`.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_prose_editor.widgets import importmap
from js_asset import Media, Script


class SuggestingInput(forms.TextInput):
    """A line with suggestions (``<datalist>``): anything else may be typed too."""

    def __init__(self, *, suggestions: Callable[[], list[tuple[str, str]]], attrs: dict | None = None):
        super().__init__(attrs)
        self.suggestions = suggestions

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}-suggestions"
        options = format_html_join("", '<option value="{}">{}</option>', self.suggestions())
        field = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class ProseTextarea(forms.Textarea):
    """Shows and takes the constrained HTML of :mod:`articles.text`."""

    def __init__(self, attrs: dict | None = None):
        super().__init__({"class": "source", "rows": 12, "spellcheck": "true", "data-prose": "", **(attrs or {})})

    @property
    def media(self) -> Media:
        """For ``form.media.with_nonce(request.csp_nonce)``: the import map is an inline script."""
        return Media(importmap=importmap, css={"all": ["editor.css"]}, js=[Script("editor.js", type="module")])
