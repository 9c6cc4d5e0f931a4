"""How gunicorn serves the platform: one process of eight threads unless told otherwise.

WEB_CONCURRENCY (processes) and FORWARDED_ALLOW_IPS are read by gunicorn itself.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pixcertif.settings")

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
# Loaded once and shared by the processes: less memory, and a dead one is replaced at once.
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
# Processes are renewed from time to time, not all at once, so that none grows for ever.
max_requests = 5000
max_requests_jitter = 500
# Heartbeats are files: in memory, they never wait for a busy disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True
# Requests are logged by the platform itself, without addresses; of gunicorn only errors are kept,
# since it quotes an invalid request, cookies and all.
logconfig_dict = {
    **settings.LOGGING,
    "loggers": {
        **settings.LOGGING["loggers"],
        "gunicorn.error": {"propagate": True, "level": "ERROR"},
    },
}


def post_fork(server, worker):
    """A process never outlives gunicorn itself, even killed by kill -9."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
