"""What people say of themselves, below /profile/."""

from django.urls import path

from reviews.views import profiles

app_name = "profile"
urlpatterns = [
    path("", profiles.own, name="own"),
    path("photograph/", profiles.own_photograph, name="photograph"),
    path("of/<uuid:user>/", profiles.of, name="of"),
    path("of/<uuid:user>/photograph/", profiles.photograph_of, name="photograph_of"),
    path("interests/", profiles.interests, name="interests"),
]
