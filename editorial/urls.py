"""Addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

from articles.views import questions
from editorial import gallery, kept, unsaved
from editorial.desk.views import finding, my_work, preview
from reviews.views import guests, media, request_links, word

urlpatterns = [
    path("", include("editorial.public_urls")),
    path("articles/<slug:slug>/ask/", questions.ask, name="ask"),
    path("my-work/", my_work.my_work, name="my_work"),
    path("find/", finding.finding, name="find"),
    path("find.json", finding.finding_json, name="find_json"),
    path("desk/references/", include("references.urls")),
    path("desk/components/", gallery.gallery, name="gallery"),
    path("desk/components/page/", gallery.gallery_page, name="gallery_page"),
    path("desk/components/page/for/<slug:audience>/", gallery.gallery_page, name="gallery_page_for"),
    path("desk/import/", include("editorial.desk.urls.imports")),
    path("desk/", include("editorial.desk.urls.desk")),
    path("chair/", include("reviews.urls.chair")),
    path("evidence/", include("reviews.urls.evidence")),
    path("review/", include("reviews.urls.review")),
    path("dossiers/", include("reviews.urls.dossiers")),
    path("sets/", include("editorial.desk.urls.sets")),
    path("notices/", include("reviews.urls.notices")),
    path("profile/", include("reviews.urls.profiles")),
    path("guest/<str:secret>/", guests.as_guest, name="guest"),
    path("media/<uuid:article>/<slug:digest>", media.medium_of, name="medium_of"),
    path("guest/<str:secret>/media/<slug:digest>", media.medium_for_guest, name="guest_medium"),
    path("guest/<str:secret>/word/", word.word_for_guest, name="guest_word"),
    path("preview/<str:secret>/", preview.by_link, name="preview"),
    path("preview/<str:secret>/media/<slug:digest>", preview.medium_by_link, name="preview_medium"),
    path("request/<str:secret>/", request_links.request_page, name="request"),
    path("kept/", kept.kept_words, name="kept_words"),
    path("typed/", unsaved.typed, name="typed"),
    path("typed/<uuid:copy>/drop/", unsaved.drop_typed, name="drop_typed"),
    path("accounts/", include("editorial.accounts.urls")),
    path("admin/", admin.site.urls),
]
