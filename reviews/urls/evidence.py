"""Addresses of alarms, below /evidence/: one page for desk and board."""

from django.urls import path

from reviews.views import evidence

app_name = "evidence"
urlpatterns = [
    path("", evidence.alarms, name="alarms"),
    path("<reference_key:key>/", evidence.evidence, name="reference"),
    path("<reference_key:key>/decide/", evidence.decide, name="decide"),
]
