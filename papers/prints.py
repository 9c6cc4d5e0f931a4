"""When each paper of a session was last made, and what has changed since."""

from contextlib import suppress

from django.conf import settings
from django.db import IntegrityError, models
from django.utils import timezone

from sessions.models import Session


class PrintQuerySet(models.QuerySet):
    def note(self, session, paper, showed, *, by):
        """This paper has just been made of what was `shown` before: the one before is of no
        interest any more. Nor is this one, if the session was deleted meanwhile."""
        made = {"made_by": by, "made_at": timezone.now(), "showed": showed}
        with suppress(IntegrityError):
            self.update_or_create(session=session, slug=paper.slug, defaults=made)


class Print(models.Model):
    session = models.ForeignKey(Session, models.CASCADE, related_name="prints")
    slug = models.SlugField("papier")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("fait le", default=timezone.now)
    # The revision of the session and of each candidate, and the access code, as they were.
    showed = models.JSONField()

    objects = PrintQuerySet.as_manager()

    class Meta:
        verbose_name = "papier fait"
        verbose_name_plural = "papiers faits"
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["session", "slug"], name="print_once")]

    def __str__(self):
        return f"{self.session}, {self.slug}"

    def changes(self, now, paper):
        """« 2 candidats ajoutés, session modifiée »: what this paper, made then, does not know."""
        words = _people(self.showed["people"], now["people"]) if paper.lists_people else []
        if self.showed["session"] != now["session"]:
            words.append("session modifiée")
        if paper.bears_code and self.showed["code"] != now["code"]:
            words.append("code d’accès renouvelé")
        return ", ".join(words)


def shown(session):
    people = session.candidates.enrolled().values_list("pk", "revision")
    return {
        "session": session.revision,
        "code": session.access_code,
        "people": {str(pk): number for pk, number in people},
    }


def _people(before, now):
    numbers = {
        "ajouté": len(now.keys() - before.keys()),
        "retiré": len(before.keys() - now.keys()),
        "modifié": sum(now[pk] != before[pk] for pk in now.keys() & before.keys()),
    }
    return [_count(number, what) for what, number in numbers.items() if number]


def _count(number, what):
    plural = "s" if number > 1 else ""
    return f"{number} candidat{plural} {what}{plural}"
