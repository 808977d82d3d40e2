from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("concordat.people.urls")),
    path("", include("concordat.letters.urls")),
    path("", include("concordat.surveys.urls")),
    path("", include("concordat.home.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("gallery/", include("concordat.design.urls"))]
