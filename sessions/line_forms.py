"""The form of a session as each line of a file fills it, with what was fetched once for all."""

from dataclasses import dataclass
from functools import cached_property

from centres.models import Centre, Invigilator, Room
from sessions.forms import WHILE_RUNNING, SessionForm
from sessions.models import Level, Session
from sessions.naming import Named, Register, words_in_order

# Beyond, it is no number of ours, and some databases would not even look for it.
GREATEST_NUMBER = 999_999
UNKNOWN_ROOM = (
    "n’est pas une salle du centre. Ajoutez-la à la page Salles, ou écrivez ce lieu dans la "
    "colonne « Autre lieu »."
)
ARCHIVED_ROOM = "est une salle archivée. Proposez-la de nouveau, à la page Salles."
UNKNOWN_PERSON = "n’est pas dans la liste. Ajoutez cette personne à la page Surveillants."
ARCHIVED_PERSON = "est dans les archives. Remettez cette personne en service, page Surveillants."


class Rows:
    """Rows fetched before, asked as a form asks a queryset."""

    def __init__(self, model, rows):
        self.model, self.rows = model, list(rows)
        self.by_key = {row.pk: row for row in self.rows}

    def all(self):
        return self

    def none(self):
        return []

    def get(self, **wanted):
        """By `pk` or, as fields of a foreign key ask, by `id`."""
        [key] = wanted.values()
        if key not in self.by_key:
            raise self.model.DoesNotExist
        return self.by_key[key]

    def filter(self, pk=None, pk__in=()):
        return [row for row in self.rows if row.pk in pk__in or row.pk == pk]


@dataclass
class Belongings:
    """What a centre has, fetched once for all lines: archived rows too, for who kept them."""

    centre: Centre
    rooms: list[Room]
    people: list[Invigilator]
    levels: list[Level]
    sessions: dict[int, Session]

    @classmethod
    def of(cls, centre, numbers):
        rooms = list(centre.rooms.with_last_check())
        known = centre.sessions.filter(number__in=[n for n in numbers if n <= GREATEST_NUMBER])
        sessions = known.with_enrolled().select_related("level").prefetch_related("invigilators")
        for session in sessions:
            session.centre = centre
            session.room = next((each for each in rooms if each.pk == session.room_id), None)
        people, levels = list(centre.invigilators.all()), list(Level.objects.all())
        return cls(centre, rooms, people, levels, {each.number: each for each in sessions})

    def rooms_for(self, session):
        """Those offered today, and the one that this session already had."""
        return [room for room in self.rooms if not room.is_archived or room.pk == session.room_id]

    def people_for(self, session):
        kept = kept_by(session)
        return [person for person in self.people if not person.is_archived or person in kept]

    @cached_property
    def registers(self):
        """By column, whoever or whatever may be named in it."""
        people, rooms = Named(self.people, words_in_order), Named(self.rooms)
        levels = ", ".join(str(level) for level in self.levels) or "aucun n’est défini"
        return {
            "room": Register(rooms, UNKNOWN_ROOM, ARCHIVED_ROOM),
            "level": Register(Named(self.levels), f"n’est pas un niveau du calendrier : {levels}."),
            "invigilators": Register(people, UNKNOWN_PERSON, ARCHIVED_PERSON),
        }


def kept_by(session):
    """What a session may keep although the centre has set it aside since."""
    return {session.room, *session.invigilators.all()} if session.pk else set()


class LineForm(SessionForm):
    """All the rules of the form, but what compares sessions: the file does, for all lines."""

    def __init__(self, belongings, data, *, instance):
        self.belongings = belongings
        super().__init__(belongings.centre, data, instance=instance)
        # What may no longer change is told, not passed over.
        for field in self.fields.values():
            field.disabled = False

    def _offer(self, centre):
        session, known = self.instance, self.belongings
        self.fields["room"].queryset = Rows(Room, known.rooms_for(session))
        self.fields["invigilators"].queryset = Rows(Invigilator, known.people_for(session))
        self.fields["level"].queryset = Rows(Level, known.levels)

    def _get_validation_exclusions(self):
        """What the form itself has checked is not asked again of the database."""
        return super()._get_validation_exclusions() | {"room", "level", "extra_time"}

    def _refuse_a_double(self):
        pass

    def _collect_warnings(self):
        pass

    def told(self):
        """What the line says: label, before, after; of a new session, all that is not empty."""
        if self.instance.pk:
            return self.changes()
        named = [name for name in self.Meta.fields if self.cleaned_data[name]]
        return [
            [str(self.fields[name].label), "", self._word(name, self.cleaned_data[name])]
            for name in named
        ]

    def frozen(self):
        """The fields that this line would change although the session no longer allows it."""
        if self.instance.is_editable and self.instance.state != Session.State.RUNNING:
            return []
        free = WHILE_RUNNING if self.instance.is_editable else set()
        return [
            name
            for name in self.changed_data
            if name in self.Meta.fields and name not in free and self._differs(name)
        ]

    def _differs(self, name):
        return self._word(name, self[name].initial) != self._word(name, self.cleaned_data[name])
