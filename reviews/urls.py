"""The board's addresses, below /review/."""

from django.urls import include, path

from reviews.views import (
    assigning,
    comments,
    decisions,
    guest,
    members,
    queue,
    renewing,
    review,
    section_versions,
    signing,
    urgent,
)

app_name = "review"

edition = [
    path("", review.edition, name="edition"),
    path("as/<slug:audience>/", review.preview, name="preview"),
    path("sign/", signing.sign, name="sign"),
    path("keep/", signing.keep, name="keep"),
    path("renew/", renewing.renew, name="renew"),
    path("begin/", review.begin, name="begin"),
    path("sections/<slug:anchor>/", section_versions.compare, name="section"),
    path("comments/", comments.add, name="comment"),
    path("comments/<uuid:comment>/reply/", comments.reply, name="reply"),
    path("comments/<uuid:comment>/resolve/", comments.resolve, name="resolve"),
    path("comments/<uuid:comment>/reopen/", comments.reopen, name="reopen"),
    path("accept/", members.accept, name="accept"),
    path("decline/", members.decline, name="decline"),
    path("interest/", members.declare, name="declare_interest"),
    path("interest/<uuid:interest>/end/", members.end_own_interest, name="end_interest"),
    path("keep-out/", members.keep_out, name="recuse"),
    path("keep-out/<uuid:recusal>/end/", members.let_back_in, name="end_recusal"),
    path("approve/", decisions.approve_edition, name="approve"),
    path("approve-urgently/", urgent.approve_urgently, name="approve_urgently"),
    path("return/", decisions.return_edition, name="return"),
    path("revoke/", decisions.revoke, name="revoke"),
    path("retire/", decisions.retire_article, name="retire"),
    path("settle/<uuid:sign_off>/", decisions.settle, name="settle"),
    path("assign/", assigning.assign_members, name="assign"),
    path("assignments/<uuid:assignment>/reassign/", assigning.give_to_another, name="reassign"),
    path("assignments/<uuid:assignment>/release/", assigning.take_back_review, name="release"),
    path("guests/", guest.guests, name="guests"),
    path("guests/<uuid:guest>/close/", guest.close_link, name="revoke_guest"),
    path("policy/", decisions.set_policy, name="policy"),
    path("schedule/", decisions.set_schedule, name="schedule"),
]

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("<slug:slug>/", queue.latest, name="latest"),
    path("<slug:slug>/history/", queue.history, name="history"),
    path("<slug:slug>/history/<slug:anchor>/", queue.section_history, name="section_history"),
    path("<slug:slug>/<int:number>/", include(edition)),
]
