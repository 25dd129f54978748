"""Addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

from articles.views import questions
from editorial import gallery
from reviews.views import guest

urlpatterns = [
    path("", include("editorial.public_urls")),
    path("articles/<slug:slug>/ask/", questions.ask, name="ask"),
    path("desk/references/", include("references.urls")),
    path("desk/components/", gallery.gallery, name="gallery"),
    path("desk/components/page/", gallery.gallery_page, name="gallery_page"),
    path("desk/components/page/for/<slug:audience>/", gallery.gallery_page, name="gallery_page_for"),
    path("desk/import/", include("reviews.urls_import")),
    path("desk/", include("reviews.urls_desk")),
    path("chair/", include("reviews.urls_chair")),
    path("evidence/", include("reviews.urls_evidence")),
    path("review/", include("reviews.urls")),
    path("dossiers/", include("reviews.urls_dossiers")),
    path("notices/", include("reviews.urls_notices")),
    path("profile/", include("reviews.urls_profile")),
    path("guest/<str:secret>/", guest.as_guest, name="guest"),
    path("accounts/", include("editorial.accounts.urls")),
    path("admin/", admin.site.urls),
]
