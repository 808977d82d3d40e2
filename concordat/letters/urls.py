from django.urls import path

from concordat.letters import views

app_name = "letters"

urlpatterns = [
    path("<slug:council>/letters/", views.letters, name="letters"),
    path("<slug:council>/letters/read", views.read_all, name="read_all"),
    path("<slug:council>/letters/undelivered", views.undelivered, name="undelivered"),
    path("<slug:council>/letters/undelivered/<uuid:key>", views.try_again, name="try_again"),
    path("<slug:council>/letters/<uuid:key>", views.letter, name="letter"),
    path("<slug:council>/letters/<uuid:key>/read", views.read, name="read"),
]
