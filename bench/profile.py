"""The content loaded, and the profile page of somebody who has shown a lot."""

import time

from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from bench.pages import cost, visit
from profiles.models import KnowledgeElement
from referentiel.content import read_all
from referentiel.loading import load
from referentiel.models import Skill

ELEMENTS = 400


def figures():
    yield "content read and loaded", f"{seconds_to_load():.1f} s", "every file, into nothing"
    yield "content loaded again", f"{seconds_to_load():.1f} s", "nothing changed"
    client = Client(SERVER_NAME="localhost")
    client.force_login(pupil(), backend=settings.AUTHENTICATION_BACKENDS[0])
    address = reverse("profiles:home")
    visit(client, address)
    yield f"profile page, {ELEMENTS} elements", *cost(client, address)


def seconds_to_load():
    begun = time.perf_counter()
    chapters, faults = read_all()
    if faults:
        raise RuntimeError(f"{len(faults)} faults in the content")
    load(chapters)
    return time.perf_counter() - begun


def pupil():
    user = User.objects.create_user(username="bench", first_name="Léa", last_name="Fontaine")
    user.accept_terms()
    skills = list(Skill.objects.in_use())
    KnowledgeElement.objects.bulk_create(
        KnowledgeElement(
            user=user,
            skill=skills[number % len(skills)],
            status="validated",
            source="direct",
            worth=skills[number % len(skills)].worth,
        )
        for number in range(ELEMENTS)
    )
    return user
