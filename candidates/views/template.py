"""The file to fill, with who is already on the list."""

from django.views.decorators.http import require_safe

from candidates.template import template_of
from centres.access import for_team
from core.tables import table_response
from sessions.access import session_of


@require_safe
@for_team
def template(request, centre, number, kind):
    session = session_of(centre, number)
    table = template_of(session, session.candidates.enrolled(), centre.today)
    return table_response(table, kind, f"modele-candidats-{session.number}")
