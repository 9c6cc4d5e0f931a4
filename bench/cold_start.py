"""From a bare clone to a page: `make demo`, the first time and the second."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from bench import BARE_ENVIRONMENT, FOLDER, ROOT

PATIENCE = 150
READY = re.compile(r"is ready after .*(http://\S+)")


def figures():
    clone = FOLDER / "clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    command = ["git", "-C", clone, "log", "-1", "--format=%h"]
    commit = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    yield "make demo, bare clone", f"{start(clone):.1f} s", f"commit {commit}, pip without cache"
    yield "make demo, again", f"{start(clone):.1f} s", "same folder, data kept"


def start(clone):
    """Seconds until the demo says that it is ready, and its home page answers."""
    log = FOLDER / "demo.log"
    begun = time.perf_counter()
    with log.open("w") as output:
        demo = subprocess.Popen(
            ["make", "demo", f"PYTHON={sys.executable}"],
            cwd=clone,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        urllib.request.urlopen(wait_for_address(demo, log), timeout=10).close()
        return time.perf_counter() - begun
    finally:
        stop(demo)


def environment():
    """Without what the `make` around us would tell the other, and without its downloads."""
    bare = {name: value for name, value in BARE_ENVIRONMENT.items() if "MAKE" not in name}
    return {**bare, "PORT": str(free_port()), "PIP_NO_CACHE_DIR": "1"}


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for_address(demo, log):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := READY.search(log.read_text()):
            return found[1]
        if demo.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"The demo did not start:\n{log.read_text()}")


def stop(demo):
    if demo.poll() is None:
        os.killpg(demo.pid, signal.SIGTERM)
        demo.wait(timeout=30)
