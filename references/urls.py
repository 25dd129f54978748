"""Addresses of the library, below /desk/references/."""

from django.urls import path, register_converter

from . import views
from .keys import KEY


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
    path("", views.reference_list, name="list"),
    path("new/", views.new_reference, name="new"),
    path("search.json", views.search_json, name="search"),
    path("<reference_key:key>/", views.reference_page, name="detail"),
    path("<reference_key:key>/edit/", views.edit_reference, name="edit"),
    path("<reference_key:key>/standing/", views.change_standing, name="standing"),
    path("<reference_key:key>/merge/", views.merge_reference, name="merge"),
]
