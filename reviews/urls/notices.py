"""Addresses of a person's notices, below /notices/."""

from django.urls import path

from reviews.views import notices

urlpatterns = [
    path("", notices.notices, name="notices"),
    path("read/", notices.read_all, name="notices_read"),
    path("preferences/", notices.preferences, name="notice_preferences"),
    path("<uuid:notice>/", notices.notice, name="notice"),
]
