"""The queue: tasks are bells, each carries the id of the request that rang it."""

import os
import time
from pathlib import Path

import structlog
from celery import Celery, Task
from celery.signals import beat_init, before_task_publish, setup_logging, worker_ready
from kombu.transport.redis import Channel
from structlog.contextvars import bound_contextvars, get_contextvars

log = structlog.get_logger("task")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pixcertif.settings")


class TracedTask(Task):
    """A task that leaves one line in the log, under the id of the request that caused it."""

    def __call__(self, *args, **kwargs):
        caller = vars(self.request).get("request_id") or get_contextvars().get("request_id")
        begun = time.perf_counter()
        with bound_contextvars(request_id=caller or self.request.id, task=self.name):
            try:
                return super().__call__(*args, **kwargs)
            except Exception:
                log.exception("task failed")
                raise
            finally:
                log.info("task", ms=round((time.perf_counter() - begun) * 1000))


@before_task_publish.connect
def carry_request_id(headers, **kwargs):
    headers["request_id"] = get_contextvars().get("request_id")


# A worker whose Redis dies would put back, on a connection already closed, the bells it holds, and
# hang there for ever. They need no putting back: the rows are the work, and the sweep comes.
Channel.do_restore = False

app = Celery("pixcertif", task_cls=TracedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logs(**kwargs):
    """Settings have set them up; that somebody answers here keeps the queue from doing it again."""


@app.on_after_configure.connect
def make_queue_folders(sender, **kwargs):
    """A queue folder that was wiped comes back when anything starts; the rows hold the work."""
    folders = sender.conf.broker_transport_options
    for name in ("data_folder_in", "control_folder", "processed_folder"):
        if name in folders:
            Path(folders[name]).mkdir(parents=True, exist_ok=True)


@beat_init.connect
@worker_ready.connect
def sweep_at_once(**kwargs):
    """Whoever starts makes up at once for the time it was away."""
    app.send_task("core.tasks.sweep")
