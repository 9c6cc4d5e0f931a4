"""Make this machine ready: virtual environment, locked requirements, system libraries.

Run by the system's python3, so nothing but the standard library is used here.
"""

import argparse
import ctypes
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
LOCKS = {"demo": "requirements.txt", "tests": "requirements-dev.txt"}
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]


def say(text, end="\n"):
    sys.stdout.write(text + end)
    sys.stdout.flush()


def run_long(label, command, log, **options):
    """Run a long step, its output in a log, the screen showing that it is alive."""
    say(f"{label}…", end="" if sys.stdout.isatty() else "\n")
    with log.open("ab") as output:
        options.update(stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        with subprocess.Popen(command, **options) as process:
            show_life(label, process)
    return process.returncode == 0


def show_life(label, process):
    """Seconds gone by until the process ends: in place on a terminal, as lines elsewhere."""
    started = time.monotonic()
    live = sys.stdout.isatty()
    while process.poll() is None:
        try:
            process.wait(timeout=1 if live else 10)
        except subprocess.TimeoutExpired:
            seconds = round(time.monotonic() - started)
            say(f"\r{label}… {seconds} s", end="") if live else say(f"  {seconds} s")
    if live:
        say("")


def last_lines(log, count=15):
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])


# ── Packages of the system ────────────────────────────────────────────────────────────────────


def is_loadable(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(purpose):
    """The Debian packages this machine lacks; other systems are not looked into."""
    if sys.platform != "linux":
        return []
    packages = [package for library, package in LIBRARIES.items() if not is_loadable(library)]
    if purpose == "browser" and not any(map(shutil.which, BROWSERS)):
        packages.append("chromium")
    return packages


def privilege():
    """What to put before a command to run it as root, or None when we may not."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    allowed = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True)
    return sudo if allowed and allowed.returncode == 0 else None


def install_packages(packages, log):
    """Install Debian packages; say what stands in the way, or nothing when all went well."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        return f"Missing from this system (these are their Debian names): {names}"
    prefix = privilege()
    typed = f"sudo apt-get install --no-install-recommends {names}"
    if prefix is None:
        return f"Missing from this system. To install it, type:\n  {typed}"
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--yes"]
    run_long("Reading the list of system packages", [*apt, "update"], log)
    install = [*apt, "install", "--no-install-recommends", *packages]
    if run_long(f"Installing {names}", install, log):
        return ""
    return f"{last_lines(log)}\nThat did not work. Look into it and type:\n  {typed}"


def install_libraries(purpose, log):
    packages = missing_packages(purpose)
    obstacle = install_packages(packages, log) if packages else ""
    if obstacle and purpose != "demo":
        sys.exit(obstacle)
    if obstacle:
        say(f"{obstacle}\nGoing on without: everything works but the making of PDF documents.")


# ── Virtual environment ───────────────────────────────────────────────────────────────────────


def locks_digest():
    content = b"".join((ROOT / name).read_bytes() for name in LOCKS.values())
    return hashlib.sha256(content).hexdigest()


def read_stamp(path):
    """What was installed to the end; nothing when an installation was cut short."""
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return {}


def venv_python_version():
    """The version the virtual environment really runs, or nothing when it does not run."""
    command = [str(PYTHON), "-c", "import sys; print(sys.version)"]
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def is_usable(stamp, version):
    return bool(version) and stamp.get("python") == version


def is_current(stamp, level, digest):
    """What the tests need includes what the demo needs."""
    return stamp["locks"] == digest and level in ("demo", stamp["level"])


def make_venv(log):
    if importlib.util.find_spec("ensurepip") is None:
        obstacle = install_packages([f"python3.{sys.version_info[1]}-venv"], log)
        if obstacle:
            sys.exit(obstacle)
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if not run_long("Creating the virtual environment", command, log):
        sys.exit(f"{last_lines(log)}\nThe virtual environment could not be made.")


def install_requirements(level, log, lock):
    """No stamp while pip works: an environment cut short is made again from nothing."""
    STAMP.unlink(missing_ok=True)
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--no-input", "--require-hashes", "-r", str(ROOT / LOCKS[level])]
    # pip holds the lock as well, so that it is alone even if this script is killed before it.
    if not run_long(f"Installing {LOCKS[level]}", command, log, pass_fds=[lock.fileno()]):
        sys.exit(f"{last_lines(log)}\nThe requirements could not be installed: see {log}")
    stamp = {"python": venv_python_version(), "locks": locks_digest(), "level": level}
    STAMP.write_text(json.dumps(stamp))


def install(purpose):
    level = "demo" if purpose == "demo" else "tests"
    log = ROOT / "var" / "log" / "install.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with (ROOT / "var" / "install.lock").open("w") as lock:
        hold(lock)
        install_libraries(purpose, log)
        stamp = read_stamp(STAMP)
        usable = is_usable(stamp, venv_python_version())
        if not usable:
            make_venv(log)
        if not (usable and is_current(stamp, level, locks_digest())):
            install_requirements(level, log, lock)


def hold(lock):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another installation is under way here: waiting for it…")
        fcntl.flock(lock, fcntl.LOCK_EX)


def check_python():
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            "Pix Certif needs Python 3.11 or newer; {} is {}.{}.{}.\n"
            "Name another one:  make demo PYTHON=/path/to/python3.12".format(
                sys.executable, *sys.version_info[:3]
            )
        )


if __name__ == "__main__":
    check_python()
    sys.stdout.reconfigure(errors="replace")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("purpose", choices=["demo", "tests", "browser"])
    try:
        install(parser.parse_args().purpose)
    except KeyboardInterrupt:
        sys.exit(130)
