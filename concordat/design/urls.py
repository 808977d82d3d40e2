"""The gallery's address, in development alone."""

from django.urls import path

from concordat.design import views

app_name = "design"

urlpatterns = [path("", views.gallery, name="gallery")]
