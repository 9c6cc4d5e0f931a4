from django.urls import path

from assessments.views import door, room, sitting

app_name = "assessments"

ROOM = "centre/<int:centre>/sessions/<int:number>/salle/"

urlpatterns = [
    path("certification/", door.door, name="join"),
    path("certification/<int:number>/", door.certification, name="certification"),
    path("certification/<int:number>/informations/", door.informed, name="informed"),
    path("certification/<int:number>/question/", sitting.question, name="question"),
    path(
        "certification/<int:number>/question/<int:pk>/depart/",
        sitting.start_clock,
        name="start_clock",
    ),
    path(
        "certification/<int:number>/question/<int:pk>/fichiers/<str:name>",
        sitting.question_file,
        name="file",
    ),
    path("certification/<int:number>/temps/", sitting.time, name="time"),
    path("certification/<int:number>/fin/", sitting.end, name="end"),
    path(ROOM, room.room, name="room"),
    path(f"{ROOM}code/", room.give_code, name="give_code"),
    path(f"{ROOM}ajouter/", room.add_minutes, name="add_minutes"),
    path(f"{ROOM}suspendre/", room.suspend, name="suspend"),
    path(f"{ROOM}reprendre/", room.resume, name="resume"),
    path(f"{ROOM}terminer/", room.end_test, name="end_test"),
    path(f"{ROOM}laisser-reprendre/", room.allow_return, name="allow_return"),
]
