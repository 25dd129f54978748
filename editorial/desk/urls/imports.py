"""Addresses of the import, below /desk/import/. An imported file may name its review policy, which ``articles`` does
not know, so what follows the import is handed to the view here."""

from django.urls import path

from editorial.desk.views import import_preview, imports, pasting
from reviews.actions.imports import follow_policy

urlpatterns = [
    path("", imports.import_page, name="import"),
    path("<uuid:pk>/", import_preview.preview, {"after_import": follow_policy}, name="import_preview"),
    path("<uuid:pk>/source/", import_preview.source, name="import_source"),
    path("<uuid:pk>/text/<slug:anchor>/", import_preview.text, name="import_text"),
    path("<uuid:pk>/paste/", pasting.paste_into_import, name="import_paste"),
    path("<uuid:pk>/references/<str:key>/", import_preview.reference, name="import_reference"),
    path("<uuid:pk>/discard/", imports.discard, name="import_discard"),
]
