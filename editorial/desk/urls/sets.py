"""Addresses of sets, below /sets/: one page for desk and board."""

from django.urls import path

from editorial.desk.views import sets

app_name = "sets"
urlpatterns = [
    path("", sets.sets, name="list"),
    path("new/", sets.new_set, name="new"),
    path("members/<uuid:member>/out/", sets.take_out, name="take_out"),
    path("<uuid:edition_set>/", sets.one_set, name="set"),
    path("<uuid:edition_set>/add/", sets.add, name="add"),
    path("<uuid:edition_set>/time/", sets.set_time, name="time"),
    path("<uuid:edition_set>/submit/", sets.submit_all, name="submit"),
    path("<uuid:edition_set>/approve/", sets.approve_all, name="approve"),
]
