"""The player's addresses, for staff."""

from django.urls import path

from referentiel import views

app_name = "referentiel"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.play, name="play"),
    path("<int:pk>/<int:seed>/", views.play, name="play"),
    path("fichiers/<int:pk>/<str:name>", views.question_file, name="file"),
]
