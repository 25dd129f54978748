"""Addresses of the import, below /desk/import/. They stand here because an imported file may name its review policy,
which only this app knows."""

from django.urls import path

from articles.views import import_preview, importing
from reviews.actions.importing import follow_policy

urlpatterns = [
    path("", importing.import_page, name="import"),
    path("<uuid:pk>/", import_preview.preview, {"after_import": follow_policy}, name="import_preview"),
    path("<uuid:pk>/source/", import_preview.source, name="import_source"),
    path("<uuid:pk>/text/<slug:anchor>/", import_preview.text, name="import_text"),
    path("<uuid:pk>/references/<str:key>/", import_preview.reference, name="import_reference"),
    path("<uuid:pk>/discard/", importing.discard, name="import_discard"),
]
