"""The candidate's own space."""

from django.urls import path

from profiles import views

app_name = "profiles"

urlpatterns = [
    path("", views.home, name="home"),
    path("<str:code>/", views.competence, name="competence"),
    path("<str:code>/commencer/", views.begin, name="begin"),
    path("<str:code>/questions/", views.practise, name="practise"),
    path("<str:code>/recommencer/", views.reset, name="reset"),
    path("question/<int:pk>/depart/", views.start_clock, name="start_clock"),
    path("question/<int:pk>/fichiers/<str:name>", views.question_file, name="file"),
]
