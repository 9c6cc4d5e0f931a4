"""Questions on the way a message takes: refusals, server logs, delays, who may send."""

from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import eml_file, text_file
from referentiel.generators.dates import mail_date, some_day
from referentiel.generators.echanges import AS_TYPED, DOMAINS, address, people, plain
from referentiel.generators.words import TOWNS

REFUSALS = {
    "550 5.1.1 User unknown in local recipient table": "l’adresse n’existe pas",
    "552 5.2.2 Mailbox over quota": "la boîte est pleine",
    "552 5.3.4 Message size exceeds fixed limit": "le message est trop gros",
    "550 5.7.1 Message rejected: content identified as spam": "le message est jugé indésirable",
}


def avis_de_non_remise(rng: Random) -> Draft:
    """Qui n’a pas reçu, et pourquoi."""
    sender, *others = people(rng, 5)
    addresses = [address(each, rng.choice(DOMAINS)) for each in others]
    refusal, place = rng.choice(sorted(REFUSALS)), rng.randrange(4)
    delivered = [each for each in addresses if each != addresses[place]]
    # Who is not there is refused at the door; what is too big or bad, once it is seen.
    step = "RCPT TO" if refusal.startswith(("550 5.1", "552 5.2")) else "end of DATA"
    body = (
        "This is the mail system.\n\nYour message was successfully delivered to:\n"
        + "".join(f"  <{each}>: 250 2.0.0 Ok: queued\n" for each in delivered)
        + "\nI’m sorry to have to inform you that your message could not be delivered to\n"
        f"one recipient.\n\n  <{addresses[place]}>:\n    host mx.{addresses[place].split('@')[1]} "
        f"said: {refusal}\n    (in reply to {step} command)\n"
    )
    headers = {
        "From": "Mail Delivery System <mailer-daemon@mail.example>",
        "To": address(sender, "mail.example"),
        "Date": mail_date(some_day(rng), rng.randrange(400, 1200), 1),
        "Subject": "Delivery Status Notification",
    }
    return Draft(
        "QROCM-ind",
        f"{sender[0]} {sender[1]} a écrit à quatre personnes et reçoit en retour le message joint, "
        "fabriqué par un serveur.\n\nÀ quelle adresse le message n’est-il pas arrivé ? Pourquoi ?",
        fields=(
            Field("adresse", "Adresse", (addresses[place],)),
            Field("cause", "Cause", (REFUSALS[refusal],), tuple(REFUSALS.values())),
        ),
        tolerances=AS_TYPED,
        attachments=(eml_file("avis.eml", headers, body),),
    )


def journal(rng: Random) -> Draft:
    """Dans le journal du serveur, l’adresse qui n’a jamais rien reçu."""
    recipients = [address(each, rng.choice(DOMAINS)) for each in people(rng, 9)]
    lost = rng.choice(recipients)
    lines = []
    for number, each in enumerate(recipients):
        start = rng.randrange(480, 600)
        waits = rng.choice((2, 3)) if each == lost or number % 3 else 0
        lines += [(start + 30 * turn, each, "deferred (try again later)") for turn in range(waits)]
        end = "expired (returned to sender)" if each == lost else "sent (250 2.0.0 Ok)"
        lines.append((start + 30 * waits, each, end))
    text = "".join(
        f"{at // 60:02}:{at % 60:02} smtp: to=<{to}> status={status}\n"
        for at, to, status in sorted(lines)
    )
    return qroc(
        f"Une association, à {rng.choice(TOWNS)}, a envoyé une "
        "invitation à neuf personnes. Le journal du serveur d’envoi est joint : plusieurs "
        "tentatives peuvent concerner la même personne.\n\nUne seule adresse n’a finalement rien "
        "reçu. Laquelle ?",
        lost,
        label="Adresse",
        tolerances=AS_TYPED,
        attachments=(text_file("envois.log", text),),
        explanation="« deferred » veut dire que l’envoi est remis à plus tard ; ce qui compte est "
        "la dernière ligne de chaque adresse.",
    )


def trajet(rng: Random) -> Draft:
    """Quel serveur a gardé le message le plus longtemps, et combien de minutes."""
    (sender, reader), day = people(rng, 2), some_day(rng)
    site = plain(rng.choice(TOWNS))
    servers = [f"{name}.{site}.example" for name in ("smtp", "relais", "filtre", "boites")]
    slow = rng.randrange(3)
    waits = [rng.randint(48, 170) if each == slow else rng.randint(2, 25) for each in range(3)]
    start = rng.randrange(420, 900)
    stamps = [start + sum(waits[:number]) for number in range(4)]
    zones = rng.sample((-4, -3, 0, 1, 4, 11), 4)
    sources = ["ordinateur-local", *servers[:3]]
    hops = [
        f"Received: from {source} by {server} with ESMTP;\n {mail_date(day, at, zone)}\n"
        for source, server, at, zone in zip(sources, servers, stamps, zones, strict=True)
    ]
    text = "".join(reversed(hops)) + (
        f"From: {address(sender, 'example.org')}\nTo: {address(reader, 'example.net')}\n"
        f"Date: {mail_date(day, start, zones[0])}\nSubject: Dossier\n\nVoici le dossier.\n"
    )
    return Draft(
        "QROCM-ind",
        f"Un message signé {sender[0]} {sender[1]} a mis longtemps à arriver. Le voici avec ses "
        "en-têtes : chaque serveur qui le reçoit ajoute une ligne `Received` tout en haut, avec "
        "l’heure de son horloge et son décalage.\n\nQuel serveur a gardé le message le plus "
        "longtemps avant de le passer au suivant, et pendant combien de minutes ?",
        fields=(
            Field("serveur", "Serveur", (servers[slow],), tuple(servers)),
            Field("minutes", "Nombre de minutes", (str(waits[slow]),), is_number=True),
        ),
        attachments=(text_file("retard.eml", text),),
        explanation="On ramène toutes les heures à l’heure universelle, on lit les lignes de bas "
        "en haut, et on compare chaque arrivée avec la suivante.",
    )


def serveur_refuse(rng: Random) -> Draft:
    """Quel serveur n’a pas le droit d’envoyer pour un domaine (SPF)."""
    base, single = 16 * rng.randint(2, 12), rng.randint(20, 200)
    domain = f"{plain(rng.choice(TOWNS))}-sport.example"
    allowed = [f"192.0.2.{base + step}" for step in rng.sample(range(1, 15), 2)]
    allowed.append(f"198.51.100.{single}")
    refused = rng.choice(
        (f"192.0.2.{base + rng.randint(17, 30)}", f"198.51.100.{single + rng.randint(1, 5)}")
    )
    return qroc(
        f"Le domaine `{domain}` publie cette règle, qui dit quels serveurs peuvent envoyer des "
        f"courriels en son nom :\n\n`v=spf1 ip4:192.0.2.{base}/28 ip4:198.51.100.{single} -all`\n\n"
        f"Quatre serveurs envoient chacun un message de la part de `{domain}`. Lequel la règle "
        "fait-elle refuser ?",
        refused,
        label="Adresse du serveur",
        options=rng.sample((*allowed, refused), 4),
        explanation=f"192.0.2.{base}/28 couvre seize adresses, de 192.0.2.{base} à "
        f"192.0.2.{base + 15} ; la seconde partie n’en couvre qu’une ; « -all » refuse le reste.",
    )
