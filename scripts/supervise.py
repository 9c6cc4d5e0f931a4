"""Start the platform with its demo world: web, worker and beat, looked after until Ctrl-C.

Run by the system's python3, so nothing but the standard library is used here.
"""

import argparse
import errno
import fcntl
import http.client
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from functools import partial

from scripts.children import WARNINGS, Child, Family, die_with
from scripts.install import PYTHON, ROOT, last_lines, run_long, say

ENV_FILE = ROOT / ".env"
READY_WITHIN = 120
LOOPBACK = ("127.0.0.1", "localhost", "::1")
CELERY = ["-m", "celery", "-A", "pixcertif"]
COMMANDS = {
    "web": ["-m", "gunicorn", "-c", "gunicorn.conf.py", "pixcertif.wsgi"],
    # solo: one process, one task at a time, which is plenty here and takes half the memory.
    "worker": [*CELERY, "worker", "--pool=solo", "--without-gossip", "--without-mingle"],
    # No pid file: after a kill -9 it would stop the next beat.
    "beat": [*CELERY, "beat", "--pidfile="],
}


# ── Where and with what ───────────────────────────────────────────────────────────────────────


def write_env_file(path):
    """A first `.env`, for the demo; one that is there is somebody's own."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with open(descriptor, "w") as file:
        file.write("# Written by `make demo`; .env.example says what else may stand here.\n")
        file.write(f"SECRET_KEY={secrets.token_urlsafe(50)}\nDEMO=1\n")


def read_settings(path, over):
    """What Django will read: the environment goes over `.env`."""
    lines = [line.strip() for line in path.read_text().splitlines()]
    pairs = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    return {**{name.strip(): value.strip(" '\"") for name, value in pairs}, **over}


def is_free(host, port):
    """Whether a server can listen there, asked in the very way gunicorn will."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return False
        sys.exit(f"Cannot listen on {host}, port {port}: {error.strerror}")
    return True


def choose_port(host, wanted):
    port = next((port for port in range(wanted, wanted + 100) if is_free(host, port)), None)
    if port is None:
        sys.exit(f"Ports {wanted} to {wanted + 99} are all taken; choose one: make demo PORT=9000")
    if port != wanted:
        say(f"Port {wanted} is taken by another program; using {port} instead.")
    return port


def address_of(host, port):
    """Open to the network, the platform is found under this machine's name."""
    name = "localhost" if host in LOOPBACK else socket.gethostname()
    return f"http://{name}:{port}"


def environment(settings, host, port, var):
    """What the children are told, over what `.env` says."""
    told = {"BIND": f"[{host}]:{port}" if ":" in host else f"{host}:{port}"}
    told |= {"SITE_URL": address_of(host, port), "VAR_DIR": str(var), "DEMO": "1"}
    if host not in LOOPBACK:
        told["ALLOWED_HOSTS"] = "*"
    told |= {name: settings[name] for name in ("SITE_URL", "ALLOWED_HOSTS") if name in settings}
    return {**os.environ, **told}


def lock(var):
    """One demo for one folder of data; Linux lets go of the lock however we end."""
    file = (var / "demo.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        with file:
            file.seek(0)
            sys.exit(f"The demo is already running: {file.read()}")
    return file


def reset(var):
    """Forget the demo's database, queue, mails and files, and nothing else."""
    for name in ("queue", "mail", "files"):
        shutil.rmtree(var / name, ignore_errors=True)
    for path in [*var.glob("pixcertif.sqlite3*"), *var.glob("beat*")]:
        path.unlink()
    say("The demo starts afresh.")


def refuse_real_data(settings, is_reset):
    """People whose passwords are written in the code have no place among real ones."""
    if settings.get("PRODUCTION", "0").lower() not in ("", "0", "false", "no", "off"):
        sys.exit("PRODUCTION is set here: the demo is not for real data.")
    if is_reset and settings.get("DATABASE_URL"):
        sys.exit("DATABASE_URL names a database of your own: make demo-reset leaves it alone.")


# ── From nothing to a healthy page ────────────────────────────────────────────────────────────


def prepare(env, log):
    command = [str(PYTHON), "-m", "scripts.prepare"]
    options = {"cwd": ROOT, "env": env, "preexec_fn": partial(die_with, os.getpid())}
    if not run_long("Preparing the database", command, log, **options):
        sys.exit(f"{last_lines(log)}\nThe database could not be prepared: see {log}")


def health(host, port):
    """The status of the health page and what it says; nothing while nobody answers."""
    open_to_all = {"0.0.0.0": "127.0.0.1", "::": "::1"}
    connection = http.client.HTTPConnection(open_to_all.get(host, host), port, timeout=5)
    try:
        connection.request("GET", "/sante/prete", headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return 0, "no answer"
    finally:
        connection.close()


def wait_until_ready(family, host, port):
    """True once all is well, False when asked to stop meanwhile."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        status, words = health(host, port)
        if status == 200:
            return True
        if not family.live(0.1):
            return False
    sys.exit(f"Not ready after {READY_WITHIN} s, {words}: the logs in var/log say why.")


def run(host, port, env, var):
    started = time.monotonic()
    logs = var / "log"
    prepare(env, logs / "prepare.log")
    say("Starting web, worker and beat…")
    family = Family(
        [
            Child(name, [str(PYTHON), *command], logs / f"{name}.log", cwd=ROOT, env=env)
            for name, command in COMMANDS.items()
        ]
    )
    try:
        sign_ins = ask_sign_ins(env)
        if wait_until_ready(family, host, port):
            family.worrying = WARNINGS
            welcome(env["SITE_URL"], sign_ins.communicate()[0], logs, time.monotonic() - started)
            while family.live(3600):
                pass
    finally:
        say("Stopping; the task under way may end (Ctrl-C again to insist)…")
        family.stop()


def ask_sign_ins(env):
    """Asked while the children start, since Django takes a second to answer."""
    command = [str(PYTHON), "manage.py", "demo", "--sign-ins"]
    parent = partial(die_with, os.getpid())
    return subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, preexec_fn=parent
    )


def welcome(address, sign_ins, logs, seconds):
    say(f"\nPix Certif is ready after {seconds:.0f} s:  {address}\n\n{sign_ins}")
    say(f"Logs: {logs}/web.log, worker.log, beat.log.  Stop: Ctrl-C.\n")


def main(is_reset):
    write_env_file(ENV_FILE)
    settings = read_settings(ENV_FILE, os.environ)
    refuse_real_data(settings, is_reset)
    var = (ROOT / settings.get("VAR_DIR", "var")).resolve()
    (var / "log").mkdir(parents=True, exist_ok=True)
    with lock(var) as file:
        if is_reset:
            reset(var)
        host = settings.get("HOST") or LOOPBACK[0]
        port = choose_port(host, int(settings.get("PORT") or 8000))
        file.truncate(0)
        file.write(f"{address_of(host, port)} (stop it with Ctrl-C, or: kill {os.getpid()})")
        file.flush()
        run(host, port, environment(settings, host, port, var), var)


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reset", action="store_true", help="forget the demo's data first")
    try:
        main(parser.parse_args().reset)
    except KeyboardInterrupt:
        sys.exit(130)
