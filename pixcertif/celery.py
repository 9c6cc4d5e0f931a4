"""The queue: tasks are bells, each carries the id of the request that rang it."""

import os
import time
from pathlib import Path

import structlog
from celery import Celery, Task
from celery.signals import beat_init, setup_logging, worker_ready
from structlog.contextvars import bound_contextvars, get_contextvars

log = structlog.get_logger("task")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pixcertif.settings")


class TracedTask(Task):
    """A task that leaves one line in the log, under the id of the request that caused it."""

    def apply_async(self, *args, **options):
        request_id = get_contextvars().get("request_id", "")
        headers = {"request_id": request_id, **(options.pop("headers", None) or {})}
        return super().apply_async(*args, headers=headers, **options)

    def __call__(self, *args, **kwargs):
        # A worker makes attributes of the headers; a task done on the spot keeps them together.
        headers = self.request.headers or vars(self.request)
        request_id = headers.get("request_id") or self.request.id
        begun = time.perf_counter()
        with bound_contextvars(request_id=request_id, task=self.name):
            try:
                return super().__call__(*args, **kwargs)
            finally:
                log.info("task", ms=round((time.perf_counter() - begun) * 1000))


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
