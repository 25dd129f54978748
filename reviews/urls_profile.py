"""What people say of themselves, below /profile/."""

from django.urls import path

from reviews.views import profile

app_name = "profile"
urlpatterns = [
    path("", profile.own, name="own"),
    path("photograph/", profile.own_photograph, name="photograph"),
    path("of/<uuid:user>/", profile.of, name="of"),
    path("of/<uuid:user>/photograph/", profile.photograph_of, name="photograph_of"),
    path("interests/", profile.interests, name="interests"),
]
