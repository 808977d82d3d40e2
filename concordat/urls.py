from django.conf import settings
from django.urls import include, path

handler400 = "concordat.design.refusing.unreadable"
urlpatterns = []

if settings.DEBUG:
    # First, or a council called "gallery" would be looked for.
    urlpatterns += [path("gallery/", include("concordat.design.urls"))]

urlpatterns += [
    path("", include("concordat.people.urls")),
    path("", include("concordat.letters.urls")),
    path("", include("concordat.surveys.urls")),
    path("", include("concordat.viewpoints.urls")),
    path("", include("concordat.enquiries.urls")),
    path("", include("concordat.protocol.urls")),
    path("", include("concordat.home.urls")),
]
