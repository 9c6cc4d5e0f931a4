"""What opens a session: its access code and its surveillance password, both renewed at will."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from centres.access import for_team
from core.states import IllegalTransition
from sessions.access import READ_AND_POST, session_of


@require_POST
@for_team
def renew_access_code(request, centre, number):
    session = session_of(centre, number)
    try:
        session.renew_access_code(by=request.user)
    except IllegalTransition:
        messages.error(request, "Cette session n’est plus à venir : son code d’accès reste.")
    else:
        messages.success(request, "Le code d’accès est renouvelé. L’ancien n’ouvre plus rien.")
    return redirect(session)


@require_http_methods(READ_AND_POST)
@for_team
def password(request, centre, number):
    """Asked for by POST, shown in the answer and nowhere else: it is not kept in clear."""
    chosen = session_of(centre, number)
    context = {"centre": centre, "session": chosen}
    if request.method == "POST":
        try:
            context["password"] = chosen.renew_password(by=request.user)
        except IllegalTransition:
            messages.error(request, "Cette session est terminée : elle n’a plus de mot de passe.")
            return redirect(chosen)
    return render(request, "sessions/password.html", context)
