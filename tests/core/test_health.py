import shutil
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from core.health import Heartbeat, check_queue
from core.tasks import sweep
from pixcertif.celery import app

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queue():
    app.conf.broker_url  # noqa: B018 — reading the configuration makes the queue's folders


def ready(client):
    response = client.get("/sante/prete")
    return response.status_code, response.json()


def test_alive_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/sante/vive")

    assert (response.status_code, response.content) == (200, b"ok")


def test_not_ready_before_beat_has_been_heard(client):
    assert ready(client) == (503, {"base": "ok", "file": "ok", "battement": "en panne"})


def test_ready_once_a_worker_has_heard_beat(client, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    sweep()

    assert ready(client) == (200, {"base": "ok", "file": "ok", "battement": 0})


def test_not_ready_when_beat_falls_silent(client):
    Heartbeat.objects.create(name="beat", at=timezone.now() - timedelta(minutes=4))

    assert ready(client)[1]["battement"] == "en panne"


@pytest.mark.skipif(bool(settings.REDIS_URL), reason="the queue is not a folder")
def test_queue_that_lost_its_folder_is_seen():
    folder = settings.QUEUE_DIR / "messages"
    shutil.rmtree(folder)

    with pytest.raises(FileNotFoundError):
        check_queue()

    folder.mkdir()
    assert check_queue() == "ok"


def test_beating_twice_keeps_one_row():
    Heartbeat.mark()
    Heartbeat.mark()

    assert Heartbeat.objects.count() == 1
