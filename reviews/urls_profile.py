"""What people say of themselves, below /profile/."""

from django.urls import path

from reviews.views import profile

app_name = "profile"
urlpatterns = [
    path("interests/", profile.interests, name="interests"),
]
