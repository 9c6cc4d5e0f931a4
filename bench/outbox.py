"""Mails through the outbox: written as rows, then sent one by one, no mail server in the way."""

import time

from django.core import mail
from django.db import transaction

from core.mail import Mail

MAILS = 500


def figures():
    begun = time.perf_counter()
    with transaction.atomic():
        for number in range(MAILS):
            post(number)
    posted = time.perf_counter()
    done = Mail.objects.work_off()
    sent = time.perf_counter()
    if not done == len(mail.outbox) == MAILS:
        raise RuntimeError(f"{done} rows done, {len(mail.outbox)} mails sent of {MAILS}")
    yield "mails posted, bells rung", f"{MAILS / (posted - begun):.0f} per s", f"{MAILS} mails"
    yield "mails through the outbox", f"{MAILS / (sent - posted):.0f} per s", "kept in memory"


def post(number):
    Mail.objects.post(
        "bench",
        about=f"bench:{number}",
        to=f"personne{number}@exemple.fr",
        title="Votre session de certification",
        body="Bonjour,\n\nVotre session commence à 9 h 12.\n",
    )
