"""Addresses of the desk, below /desk/. They live in the topmost app that has any, since a namespace is one list."""

from django.urls import path

from articles.views import article, contributors, followups, section
from reviews.views import desk, desk_section, desk_urgent, evidence, history

app_name = "desk"
SECTION = "articles/<slug:slug>/sections/<slug:anchor>/"
urlpatterns = [
    path("", desk.home, name="home"),
    path("questions/", followups.questions, name="questions"),
    path("questions/<uuid:question>/close/", followups.close_question, name="close_question"),
    path("questions/<uuid:question>/reopen/", followups.reopen_question, name="reopen_question"),
    path("evidence/", evidence.overview, name="evidence"),
    path("articles/new/", article.new_article, name="new_article"),
    path("articles/<slug:slug>/", desk.article, name="article"),
    path("articles/<slug:slug>/open/", article.open_next, name="open_next"),
    path("articles/<slug:slug>/note/", article.change_note, name="change_note"),
    path("articles/<slug:slug>/confirm/", article.confirm, name="confirm"),
    path("articles/<slug:slug>/submit/", desk.submit_edition, name="submit"),
    path("articles/<slug:slug>/take-back/", desk.take_back_edition, name="take_back"),
    path("articles/<slug:slug>/discard/", desk.discard_edition, name="discard"),
    path("articles/<slug:slug>/urgent/", desk_urgent.urgent_edition, name="urgent"),
    path("articles/<slug:slug>/merges/", desk_urgent.merges, name="merges"),
    path("articles/<slug:slug>/merges/<slug:anchor>/", desk_urgent.decide_merge, name="decide_merge"),
    path("articles/<slug:slug>/policy/", desk.choose_policy, name="policy"),
    path("articles/<slug:slug>/schedule/", desk.schedule_edition, name="schedule"),
    path("articles/<slug:slug>/address/", article.address, name="address"),
    path("articles/<slug:slug>/collaborators/", article.invite, name="invite"),
    path("articles/<slug:slug>/collaborators/<uuid:user>/end/", article.uninvite, name="uninvite"),
    path("articles/<slug:slug>/contributors/", contributors.contributors, name="contributors"),
    path("articles/<slug:slug>/contributors/known/", contributors.name_known, name="name_known"),
    path("articles/<slug:slug>/contributors/<uuid:person>/", contributors.edit_contributor, name="contributor"),
    path("articles/<slug:slug>/contributors/<uuid:person>/<slug:role>/", contributors.arrange, name="arrange"),
    path("articles/<slug:slug>/new-section/", section.new_section, name="new_section"),
    path(SECTION, desk_section.section, name="section"),
    path(f"{SECTION}move/", section.move, name="move_section"),
    path(f"{SECTION}remove/", section.remove, name="remove_section"),
    path(f"{SECTION}restore/", section.restore, name="restore_section"),
    path(f"{SECTION}comments/", desk_section.comment, name="comment"),
    path(f"{SECTION}comments/<uuid:comment>/", desk_section.resolve, name="resolve_comment"),
    path(f"{SECTION}comments/<uuid:comment>/accept/", desk_section.accept, name="accept_proposal"),
    path(f"{SECTION}comments/<uuid:comment>/decline/", desk_section.decline, name="decline_proposal"),
    path("articles/<slug:slug>/history/", history.article_history, name="history"),
    path("articles/<slug:slug>/history/<slug:anchor>/", history.section_history, name="section_history"),
    path("articles/<slug:slug>/history/<slug:anchor>/restore/", history.restore_words, name="restore_words"),
]
