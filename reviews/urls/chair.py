"""The chair's addresses, below /chair/."""

from django.urls import path

from reviews.views import chair

app_name = "chair"
urlpatterns = [
    path("", chair.dashboard, name="dashboard"),
    path("due/", chair.due, name="due"),
    path("<slug:key>/", chair.group, name="group"),
]
