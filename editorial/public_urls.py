"""The addresses whose answers are the same for everyone. ``editorial.public`` answers them before any session."""

from django.urls import path

from articles.views import machines, media, public, questions, reference_lists
from editorial.record import views as record
from reviews.views import boards, check, editorial_policy

urlpatterns = [
    path("", public.home, name="home"),
    path("articles/id/<uuid:article>/", public.article_by_id, name="article_by_id"),
    path("articles/id/<uuid:article>/for/<slug:audience>/", public.article_by_id, name="article_by_id_for"),
    path("articles/<slug:slug>/", public.article_page, name="article"),
    path("articles/<slug:slug>/for/<slug:audience>/", public.article_page, name="article_for"),
    path("articles/<slug:slug>/references.<slug:format>", reference_lists.page_references, name="article_references"),
    path(
        "articles/<slug:slug>/for/<slug:audience>/references.<slug:format>",
        reference_lists.page_references,
        name="article_references_for",
    ),
    path("articles/<slug:slug>/asked/", questions.asked, name="asked"),
    path("media/<slug:digest>", media.medium, name="medium"),
    path("board/", boards.board_page, name="board"),
    path("check/", check.check_page, name="check"),
    path("check/how/", check.how_page, name="check_how"),
    path("board/<slug:board>/", boards.board_detail, name="board_detail"),
    path("people/photographs/<slug:sha256>.jpg", boards.photograph, name="photograph"),
    path("editorial-policy/", editorial_policy.editorial_policy_page, name="editorial_policy"),
    path("record/", record.record_page, name="record"),
    path("record/latest.note", record.latest_note, name="latest_checkpoint"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("feed.atom", machines.feed, name="feed"),
    path("robots.txt", machines.robots, name="robots"),
]
