"""A platform like production's, in a folder of its own: PostgreSQL, Redis, web, worker and beat."""

import http.client
import json
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from random import SystemRandom

import psycopg
import redis

from rehearsal import ROOT
from rehearsal.parts import Part

OURS = re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
# Below those from which the system draws for who calls out: the port of a dead server must not be
# taken by somebody who tries to reach it.
PORTS = range(20_000, 32_000)
PATIENCE = 60
DATABASE_USER = "postgres"


def obstacle():
    """Why no platform can be set up on this machine; empty when it can."""
    if sys.platform != "linux":
        return "not on Linux"
    if not postgresql("postgres") or not postgresql("initdb"):
        return "no PostgreSQL server"
    if not shutil.which("redis-server"):
        return "no redis-server"
    try:
        subprocess.run(["true"], check=True, **somebody_else())
    except (KeyError, PermissionError):
        return f"root cannot become {DATABASE_USER}"
    return ""


def postgresql(program):
    """Debian keeps each version apart; the newest one serves."""
    found = Path("/usr/lib/postgresql").glob(f"*/bin/{program}")
    newest = max(found, key=lambda path: int(path.parts[4]), default=None)
    return newest or shutil.which(program)


def somebody_else():
    """PostgreSQL refuses to be root."""
    if os.geteuid():
        return {}
    user = pwd.getpwnam(DATABASE_USER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def free_ports(number):
    """Different ones, that nobody listens to."""
    found = []
    for port in SystemRandom().sample(PORTS, len(PORTS)):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            found.append(port)
        if len(found) == number:
            break
    return found


def wait_until(fact, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while not fact():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {patience} s for {fact.__name__}")
        time.sleep(0.1)


class Installation:
    """Set up and started by `with`; at the end everything is killed, and the folder removed unless
    it is to be looked at."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="pixcertif-rehearsal-"))
        self.folder.chmod(0o711)  # the database's user passes through
        self.keeps_folder = False
        self.web, self.database, self.redis = free_ports(3)
        self.database_url = f"postgres://pixcertif@127.0.0.1:{self.database}/postgres"
        self.redis_url = f"redis://127.0.0.1:{self.redis}/0"
        self.environment = self._environment()
        self.parts = {part.name: part for part in self._parts()}

    def _environment(self):
        bare = {name: value for name, value in os.environ.items() if name not in OURS}
        return {
            **bare,
            "DJANGO_SETTINGS_MODULE": "pixcertif.settings",
            "ENV_FILE": os.devnull,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "PRODUCTION": "1",
            "VAR_DIR": str(self.folder / "var"),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "EMAIL_URL": "dummymail://",
            "BIND": f"127.0.0.1:{self.web}",
            "WEB_CONCURRENCY": "2",
        }

    def _parts(self):
        cluster, port = self.folder / "database", str(self.database)
        store = [postgresql("postgres"), "-D", cluster, "-h", "127.0.0.1", "-p", port, "-k", ""]
        counts = ["-c", "shared_preload_libraries=pg_stat_statements"]
        queue = ["redis-server", "--port", str(self.redis), "--bind", "127.0.0.1", "--save", ""]
        python = [sys.executable, "-m"]
        celery = [*python, "celery", "-A", "pixcertif"]
        worker = [*celery, "worker", "--concurrency=2", "--without-gossip", "--without-mingle"]
        beat = [*celery, "beat", "--pidfile=", f"--schedule={self.folder / 'beat'}"]
        web = [*python, "gunicorn", "-c", "gunicorn.conf.py", "pixcertif.wsgi"]
        yield self._part("postgresql", [*store, *counts], self.folder, **somebody_else())
        yield self._part("redis", queue, self.folder)
        for name, command in (("web", web), ("worker", worker), ("beat", beat)):
            yield self._part(name, command, ROOT)

    def _part(self, name, command, folder, **options):
        log = self.folder / f"{name}.log"
        return Part(name, command, log, cwd=folder, env=self.environment, **options)

    def __enter__(self):
        try:
            self._set_up()
        except BaseException as error:
            self.keeps_folder = True
            self.__exit__()
            error.add_note(f"See the logs in {self.folder}")
            raise
        return self

    def __exit__(self, *_):
        store, *others = self.parts.values()
        for part in others:
            part.kill()
        store.end()
        if not self.keeps_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _set_up(self):
        cluster, other = self.folder / "database", somebody_else()
        cluster.mkdir(mode=0o700)
        if other:
            os.chown(cluster, other["user"], other["group"])
        trust = ["--username=pixcertif", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        self._run([postgresql("initdb"), "-D", cluster, *trust], cwd=self.folder, **other)
        for name in ("postgresql", "redis"):
            self.parts[name].start()
        wait_until(self.stores_answer)
        self.manage("migrate", "-v0")
        self.manage("createcachetable")
        self.manage("collectstatic", "-v0", "--no-input")
        with self.connect() as connection:
            connection.execute("CREATE EXTENSION pg_stat_statements")

    def furnish(self, rooms, candidates, *, with_content=False):
        """Those who will come, with what each has to know; then the doors open."""
        if with_content:
            self.manage("load_referentiel")
        numbers = [str(rooms), str(candidates), "" if with_content else "bank"]
        people = json.loads(self._run([sys.executable, "-m", "rehearsal.world", *numbers]))
        for name in ("web", "worker", "beat"):
            self.parts[name].start()
        wait_until(self.web_answers)
        return people

    def manage(self, *arguments):
        return self._run([sys.executable, "manage.py", *arguments])

    def _run(self, command, cwd=ROOT, **options):
        environment = {**self.environment, "STATEMENT_TIMEOUT": "0"}
        options |= {"cwd": cwd, "env": environment, "capture_output": True, "text": True}
        done = subprocess.run(command, check=False, **options)
        if done.returncode:
            raise RuntimeError(f"{command}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout

    # ── Asking how it is ──────────────────────────────────────────────────────────────────────

    def connect(self):
        """To the database; `with` closes it."""
        return psycopg.connect(self.database_url, autocommit=True, connect_timeout=5)

    def stores_answer(self):
        self.look_after("postgresql", "redis")
        with suppress(psycopg.OperationalError, redis.RedisError):
            self.connect().close()
            return redis.Redis.from_url(self.redis_url).ping()
        return False

    def web_answers(self):
        self.look_after("web")
        connection = http.client.HTTPConnection("127.0.0.1", self.web, timeout=5)
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/sante/vive")
            return connection.getresponse().status == 200
        return False

    def look_after(self, *names):
        """As whatever restarts containers does: who ended without being killed by us comes back.
        A database may find that the one before has not quite gone."""
        dead = [name for name in names if self.parts[name].is_dead()]
        for name in dead:
            self.parts[name].kill()
            self.parts[name].start()
        return dead
