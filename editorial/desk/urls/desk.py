"""Addresses of the desk, below /desk/."""

from django.urls import path

from editorial.desk.views import (
    articles,
    comments,
    contributors,
    editions,
    history,
    pasting,
    questions,
    sections,
    sources,
    urgent,
    word,
)
from reviews.views import evidence

app_name = "desk"
SECTION = "articles/<slug:slug>/sections/<slug:anchor>/"
urlpatterns = [
    path("", editions.home, name="home"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<uuid:question>/close/", questions.close_question, name="close_question"),
    path("questions/<uuid:question>/reopen/", questions.reopen_question, name="reopen_question"),
    path("evidence/", evidence.overview, name="evidence"),
    path("articles/new/", articles.new_article, name="new_article"),
    path("articles/<slug:slug>/", editions.article, name="article"),
    path("articles/<slug:slug>/word/", word.word, name="word"),
    path("articles/<slug:slug>/open/", articles.open_next, name="open_next"),
    path("articles/<slug:slug>/statement/", editions.statement, name="statement"),
    path("articles/<slug:slug>/confirm/", editions.confirm, name="confirm"),
    path("articles/<slug:slug>/submit/", editions.submit_edition, name="submit"),
    path("articles/<slug:slug>/take-back/", editions.take_back_edition, name="take_back"),
    path("articles/<slug:slug>/discard/", editions.discard_edition, name="discard"),
    path("articles/<slug:slug>/urgent/", urgent.urgent_edition, name="urgent"),
    path("articles/<slug:slug>/merges/", urgent.merges, name="merges"),
    path("articles/<slug:slug>/merges/<slug:anchor>/", urgent.decide_merge, name="decide_merge"),
    path("articles/<slug:slug>/policy/", editions.choose_policy, name="policy"),
    path("articles/<slug:slug>/schedule/", editions.schedule_edition, name="schedule"),
    path("articles/<slug:slug>/address/", articles.address, name="address"),
    path("articles/<slug:slug>/collaborators/", articles.invite, name="invite"),
    path("articles/<slug:slug>/collaborators/<uuid:user>/end/", articles.uninvite, name="uninvite"),
    path("articles/<slug:slug>/contributors/", contributors.contributors, name="contributors"),
    path("articles/<slug:slug>/contributors/known/", contributors.name_known, name="name_known"),
    path("articles/<slug:slug>/contributors/<uuid:person>/", contributors.edit_contributor, name="contributor"),
    path("articles/<slug:slug>/contributors/<uuid:person>/<slug:role>/", contributors.arrange, name="arrange"),
    path("articles/<slug:slug>/new-section/", sections.new_section, name="new_section"),
    path(SECTION, comments.section, name="section"),
    path(f"{SECTION}paste/", pasting.paste, name="paste"),
    path(f"{SECTION}move/", sections.move, name="move_section"),
    path(f"{SECTION}remove/", sections.remove, name="remove_section"),
    path(f"{SECTION}restore/", sections.restore, name="restore_section"),
    path(f"{SECTION}comments/", comments.comment, name="comment"),
    path(f"{SECTION}comments/<uuid:comment>/", comments.resolve, name="resolve_comment"),
    path(f"{SECTION}comments/<uuid:comment>/accept/", comments.accept, name="accept_proposal"),
    path(f"{SECTION}comments/<uuid:comment>/decline/", comments.decline, name="decline_proposal"),
    path("articles/<slug:slug>/sources/<uuid:source>/", sources.source, name="source"),
    path("articles/<slug:slug>/sources/<uuid:source>/file/", sources.source_file, name="source_file"),
    path("articles/<slug:slug>/history/", history.article_history, name="history"),
    path("articles/<slug:slug>/history/<slug:anchor>/", history.section_history, name="section_history"),
    path("articles/<slug:slug>/history/<slug:anchor>/restore/", history.restore_words, name="restore_words"),
]
