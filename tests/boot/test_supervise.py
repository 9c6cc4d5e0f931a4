"""What `make demo` decides before it starts anything."""

import socket

import pytest

from scripts.supervise import (
    choose_port,
    environment,
    lock,
    read_settings,
    refuse_real_data,
    reset,
    write_env_file,
)


@pytest.fixture
def server():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.listen()
        yield server


def test_taken_port_is_said_and_another_one_chosen(server, capsys):
    taken = server.getsockname()[1]

    port = choose_port("127.0.0.1", taken)

    assert port > taken
    assert capsys.readouterr().out == (
        f"Port {taken} is taken by another program; using {port} instead.\n"
    )


def test_port_that_was_just_let_go_is_chosen(server):
    port = server.getsockname()[1]
    with socket.create_connection(("127.0.0.1", port)):
        server.accept()[0].close()  # closed on this side first: the port waits in TIME_WAIT
    server.close()

    assert choose_port("127.0.0.1", port) == port


def test_first_env_file_is_secret_and_different_each_time(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"

    write_env_file(here)
    write_env_file(there)

    assert here.stat().st_mode & 0o777 == 0o600
    assert here.read_text() != there.read_text()
    assert list(read_settings(here, {})) == ["SECRET_KEY", "DEMO"]


def test_env_file_that_exists_is_never_overwritten(tmp_path):
    path = tmp_path / ".env"
    path.write_text("SECRET_KEY=mine\n")

    write_env_file(path)

    assert path.read_text() == "SECRET_KEY=mine\n"


def test_environment_goes_over_env_file(tmp_path):
    path = tmp_path / ".env"
    path.write_text("# PORT=1\nPORT=8000\nDATABASE_URL='postgres://a?b=c'\n\nHOST = ::1\n")

    settings = read_settings(path, {"PORT": "9000"})

    assert settings == {"PORT": "9000", "DATABASE_URL": "postgres://a?b=c", "HOST": "::1"}


@pytest.mark.parametrize(
    ("host", "bind", "address"),
    [
        ("127.0.0.1", "127.0.0.1:8001", "http://localhost:8001"),
        ("::1", "[::1]:8001", "http://localhost:8001"),
        ("0.0.0.0", "0.0.0.0:8001", f"http://{socket.gethostname()}:8001"),
    ],
)
def test_children_learn_their_address_from_the_port(host, bind, address, tmp_path):
    told = environment({}, host, 8001, tmp_path)

    assert (told["BIND"], told["SITE_URL"]) == (bind, address)


def test_address_that_somebody_wrote_is_kept(tmp_path):
    told = environment({"SITE_URL": "https://demo.example"}, "127.0.0.1", 8001, tmp_path)

    assert told["SITE_URL"] == "https://demo.example"


def test_second_demo_is_told_where_the_first_one_is(tmp_path):
    with lock(tmp_path) as first:
        first.write("http://localhost:8000")
        first.flush()

        with pytest.raises(SystemExit) as stopped:
            lock(tmp_path)

    assert stopped.value.code == "The demo is already running: http://localhost:8000"
    lock(tmp_path).close()


def test_reset_forgets_the_demo_and_nothing_else(tmp_path):
    for name in ("queue/messages", "mail", "files", "log"):
        (tmp_path / name).mkdir(parents=True)
    for name in (
        "pixcertif.sqlite3",
        "pixcertif.sqlite3-wal",
        "beat.db",
        "notes.txt",
        "log/web.log",
    ):
        (tmp_path / name).touch()

    reset(tmp_path)

    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*"))
    assert left == ["log", "log/web.log", "notes.txt"]


@pytest.mark.parametrize(
    ("known", "is_reset"),
    [
        ({"PRODUCTION": "1"}, False),
        ({"PRODUCTION": "True"}, False),
        ({"DATABASE_URL": "postgres://localhost/real"}, True),
    ],
)
def test_demo_keeps_away_from_real_data(known, is_reset):
    with pytest.raises(SystemExit):
        refuse_real_data(known, is_reset)


@pytest.mark.parametrize("known", [{}, {"PRODUCTION": "0"}, {"PRODUCTION": ""}])
def test_demo_starts_where_nothing_is_real(known):
    refuse_real_data(known, is_reset=True)
