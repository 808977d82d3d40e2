from django.conf import settings
from django.urls import include, path

urlpatterns = []

if settings.DEBUG:
    # First, or a council called "gallery" would be looked for.
    urlpatterns += [path("gallery/", include("concordat.design.urls"))]

urlpatterns += [
    path("", include("concordat.people.urls")),
    path("", include("concordat.letters.urls")),
    path("", include("concordat.surveys.urls")),
    path("", include("concordat.home.urls")),
]
