"""Fifty mails, a dead worker, a wiped queue: fifty mails, each once."""

import os
import shutil
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path

import pytest
import redis

from demo.mails import END

ROOT = Path(__file__).parent.parent.parent
REDIS_URL = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/7"
POST = """
from core.mail import Mail
for n in range(50):
    Mail.objects.post("proof", about=f"row {n}", to=f"p{n}@exemple.fr", title="T", body="B")
"""


def redis_answers():
    try:
        return redis.Redis.from_url(REDIS_URL, socket_connect_timeout=1).ping()
    except redis.RedisError:
        return False


class Platform:
    """A platform of its own, in a folder of its own."""

    def __init__(self, folder, redis_url):
        self.folder = folder
        self.environment = {
            **os.environ,
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "REDIS_URL": redis_url,
            "EMAIL_URL": "filemail://",
        }
        self.manage("migrate", "-v0")
        self.manage("createcachetable")

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)

    def post_fifty_mails(self):
        self.manage("shell", "-v0", "-c", POST)

    def start_worker(self):
        command = [sys.executable, "-m", "celery", "-A", "pixcertif", "worker", "--pool=solo"]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def recipients(self):
        files = Path(self.folder, "mail").glob("*.log")
        texts = [text for file in files for text in file.read_bytes().split(END) if text.strip()]
        return sorted(message_from_bytes(text)["To"] for text in texts)


@pytest.mark.parametrize(
    "queue",
    [
        "folder",
        pytest.param("redis", marks=pytest.mark.skipif(not redis_answers(), reason="no Redis")),
    ],
)
def test_wiped_queue_loses_no_mail_and_doubles_none(queue, tmp_path):
    platform = Platform(tmp_path, REDIS_URL if queue == "redis" else "")
    platform.post_fifty_mails()
    if queue == "redis":
        redis.Redis.from_url(REDIS_URL).flushdb()
    else:
        shutil.rmtree(tmp_path / "queue")

    worker = platform.start_worker()
    try:
        swept = any('"task": "core.tasks.sweep"' in line for line in worker.stderr)
    finally:
        worker.kill()
        worker.communicate()

    assert swept
    assert platform.recipients() == sorted(f"p{n}@exemple.fr" for n in range(50))
