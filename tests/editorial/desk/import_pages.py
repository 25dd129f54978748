"""What the tests of the import page share: a page, and a browser's way of pressing buttons on the preview."""

import re
from html import unescape
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import ImportDraft

PAGE = """Why do muscles twitch?

A muscle may twitch for many reasons, and most of them do no harm at all [1]. This page tells what to look for.

What you may feel

A flicker under the skin, often of the eyelid, which comes and goes by itself. It may last for some days.

What to do

Rest is best [2]. See a doctor if the twitching lasts for more than two weeks.

References

1. Boyer EW, Shannon M. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-1120.
2. Lane RM. SSRI-induced extrapyramidal side-effects and akathisia. J Psychopharmacol. 1998;12(2):192-214.
"""

MARKDOWN = """---
format: imprimatur/1
slug: dosing
title: Dosing
summary: How much.
policy: POLICY
---
The lead.

## How much {#how-much .dosing}

As little as will do.

::: patient
Very little.
:::
"""


def paste(client, text: str, html: str = "") -> ImportDraft:
    """Paste a page; the import that waits for it."""
    return _waiting(client.post(reverse("import"), {"text": text, "html": html}))


def upload(client, name: str, data: str | bytes, **more) -> ImportDraft:
    return _waiting(client.post(reverse("import"), {"file": file(name, data), **more}))


def file(name: str, data: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


def _waiting(answer) -> ImportDraft:
    if answer.status_code != 302:
        raise AssertionError(re.findall(r'(?s)role="alert".*?</div>', answer.content.decode()))
    return ImportDraft.objects.get(pk=answer["Location"].rstrip("/").rsplit("/", 1)[-1])


def preview_of(draft: ImportDraft) -> str:
    return reverse("import_preview", args=[draft.pk])


def press(client, draft: ImportDraft, button: str, *, stale: int | None = None, **typed):
    """Open the preview, type, and press a button, as a browser would: every field of the form is sent."""
    fields = fields_of(client.get(preview_of(draft)))
    fields |= {"do": button, **typed}
    if stale is not None:
        fields["revision"] = str(stale)
    return client.post(preview_of(draft), fields)


def change(draft: ImportDraft, how) -> None:
    """Somebody's other window: the stored import is changed meanwhile."""
    row = ImportDraft.objects.get(pk=draft.pk)
    how(row.document)
    row.revision += 1
    row.save()


def issues_in(answer) -> list[str]:
    """Where the reasons of a refusal lead."""
    box = re.search(r'(?s)<div class="notice[^>]*role="alert".*?</div>', answer.content.decode())
    return re.findall(r'<li><a href="([^"]*)"', box[0]) if box else []


class _Fields(HTMLParser):
    """The fields that a browser would send of a page's forms."""

    def __init__(self):
        super().__init__()
        self.fields: dict[str, str] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag == "input" and name and said.get("type") not in ("checkbox", "radio", "file", "submit"):
            self.fields[name] = said.get("value", "")
        elif tag == "select":
            self.select = name
            self.fields[name] = ""
            self.first = True
        elif tag == "option" and self.select and ("selected" in said or self.first):
            self.fields[self.select] = said.get("value", "")
            self.first = False
        elif tag == "textarea":
            self.area, self.fields[name] = name, ""

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = ""
        if tag == "textarea" and self.area:
            self.fields[self.area] = self.fields[self.area].removeprefix("\n")
            self.area = ""

    def handle_data(self, data):
        if self.area:
            self.fields[self.area] += data


def fields_of(answer) -> dict[str, str]:
    parser = _Fields()
    parser.feed(answer.content.decode())
    fields = {name: unescape(value) for name, value in parser.fields.items()}
    fields.pop("csrfmiddlewaretoken", None)
    return fields
