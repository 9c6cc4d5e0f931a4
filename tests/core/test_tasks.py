import pytest
from celery.signals import before_task_publish
from structlog.contextvars import bound_contextvars, get_contextvars
from structlog.testing import capture_logs

from pixcertif.celery import app


@pytest.fixture
def eager():
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def seen(eager):
    """What a task knows of who rang it."""
    contexts = []

    def look_around():
        contexts.append(get_contextvars())

    task = app.task(look_around, name="tests.look_around")
    yield task, contexts
    del app.tasks[task.name]


def test_task_works_under_the_id_of_its_request(seen):
    task, contexts = seen

    with bound_contextvars(request_id="abc-123"):
        task.apply_async()

    assert contexts == [{"request_id": "abc-123", "task": "tests.look_around"}]


def test_bell_carries_the_id_of_its_request():
    headers = {}

    with bound_contextvars(request_id="abc-123"):
        before_task_publish.send(sender="core.tasks.work_off", headers=headers)

    assert headers == {"request_id": "abc-123"}


def test_task_that_nobody_asked_for_has_an_id_of_its_own(seen):
    task, contexts = seen

    result = task.apply_async()

    assert contexts[0]["request_id"] == result.id


def test_task_leaves_one_line_in_the_log(seen):
    task, _ = seen

    with capture_logs() as lines:
        task.apply_async()

    assert [line["event"] for line in lines] == ["task"]


def test_task_that_fails_says_where_and_leaves_the_failure_to_the_queue(eager):
    def fail():
        raise ValueError("Key (email)=(lea@exemple.fr) already exists")

    task = app.task(fail, name="tests.fail")

    with capture_logs() as lines, pytest.raises(ValueError, match="already exists"):
        task.apply_async(throw=True)

    del app.tasks[task.name]
    assert [line["event"] for line in lines] == ["task failed", "task"]
