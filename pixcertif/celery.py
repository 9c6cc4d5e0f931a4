"""The queue: tasks are bells, each carries the id of the request that rang it."""

import os
from pathlib import Path

from celery import Celery, Task
from celery.signals import beat_init, worker_ready
from structlog.contextvars import bound_contextvars, get_contextvars

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pixcertif.settings")


class TracedTask(Task):
    """A task whose log lines bear the id of the request that caused it."""

    def apply_async(self, *args, **options):
        request_id = get_contextvars().get("request_id", "")
        headers = {"request_id": request_id, **(options.pop("headers", None) or {})}
        return super().apply_async(*args, headers=headers, **options)

    def __call__(self, *args, **kwargs):
        request_id = getattr(self.request, "request_id", "") or self.request.id
        with bound_contextvars(request_id=request_id, task=self.name):
            return super().__call__(*args, **kwargs)


app = Celery("pixcertif", task_cls=TracedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


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
