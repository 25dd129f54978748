"""Addresses of the library, below /desk/references/."""

from django.urls import path, register_converter

from .keys import KEY
from .views import adding, exporting, importing, library, picker, reference, standing


class KeyConverter:
    """A reference's key in an address."""

    regex = KEY.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KeyConverter, "reference_key")

app_name = "references"
urlpatterns = [
    path("", library.reference_list, name="list"),
    path("new/", adding.new_reference, name="new"),
    path("look-up/", adding.look_up, name="look_up"),
    path("look-up/<uuid:lookup>/", adding.lookup_page, name="lookup"),
    path("duplicates/", library.duplicates, name="duplicates"),
    path("search.json", picker.search_json, name="search"),
    path("standings/", standing.standings, name="standings"),
    path("standings/<uuid:load>/", standing.standing_load, name="standing_load"),
    path("quick.json", adding.quick_add, name="quick"),
    path("export/", exporting.export, name="export"),
    path("import/", importing.import_page, name="import"),
    path("import/<uuid:pk>/", importing.preview, name="import_preview"),
    path("import/<uuid:pk>/<int:number>/", importing.correct, name="import_entry"),
    path("import/<uuid:pk>/discard/", importing.discard, name="import_discard"),
    path("<reference_key:key>/", reference.reference_page, name="detail"),
    path("<reference_key:key>/edit/", reference.edit_reference, name="edit"),
    path("<reference_key:key>/standing/", reference.change_standing, name="standing"),
    path("<reference_key:key>/merge/", reference.merge_reference, name="merge"),
]
