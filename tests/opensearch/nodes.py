"""Three OpenSearch nodes as processes of this machine: jars from Maven, and a class of ours."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
START_SECONDS = 180.0
_JAVA = ("-Xms512m", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_TUNED = {
    f"cluster.fault_detection.{check}_check.{name}": value
    for check in ("follower", "leader")
    for name, value in (("timeout", "2s"), ("retry_count", "2"))
}
"""As the page on scale recommends it: a node that hangs is left out after some seconds."""


class Node:
    """One node, which can be killed, halted and started again with what it has stored."""

    def __init__(self, name: str, command: list[str], http_port: int, log: Path) -> None:
        self.name, self.http_port = name, http_port
        self._command, self._log = command, log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.http_port}"

    def start(self) -> None:
        """Start it; does not wait until it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT
            )

    def kill(self) -> None:
        """SIGKILL, and wait."""
        self.signal(signal.SIGKILL)
        assert self._process is not None
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()

    def signal(self, number: int) -> None:
        """Send it the signal."""
        assert self._process is not None
        self._process.send_signal(number)

    def is_running(self) -> bool:
        """Whether its process has not ended."""
        return self._process is not None and self._process.poll() is None

    def log(self) -> str:
        """The end of what it has written."""
        return self._log.read_text(errors="replace")[-3000:] if self._log.exists() else ""


class Nodes:
    """A cluster, by the addresses of its nodes; `nodes` are empty where it is somebody else's."""

    def __init__(self, urls: list[str], nodes: list[Node]) -> None:
        self.urls, self.nodes = urls, nodes

    @property
    def url(self) -> str:
        """OPENSEARCH_URL with all nodes."""
        return ",".join(self.urls)

    def ask(self, path: str, *, method: str = "GET", url: str | None = None) -> Any:
        """What a node answers to a request, None when it does not."""
        request = urllib.request.Request(f"{url or self.urls[0]}/{path}", method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except OSError:
            return None

    def manager(self) -> Node:
        """The node that manages the cluster."""
        answers = (self.ask("_cat/cluster_manager?format=json", url=url) for url in self.urls)
        name = next(filter(None, answers))[0]["node"]
        return next(node for node in self.nodes if node.name == name)

    def wait_until_whole(self, seconds: float = START_SECONDS) -> None:
        """Wait until all nodes have joined and every shard has its copies."""
        path = f"_cluster/health?wait_for_nodes={len(self.urls)}&wait_for_status=green&timeout=5s"

        def is_whole() -> bool:
            found = self.ask(path)
            return bool(found) and found["status"] == "green" and not found["timed_out"]

        wait_until(is_whole, seconds, self.nodes)


def wait_until(holds: Callable[[], bool], seconds: float, nodes: list[Node]) -> None:
    """Wait until it holds; fail with what the nodes have written when it does not."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until or not all(node.is_running() for node in nodes):
            pytest.fail("\n".join(f"{node.name}:\n{node.log()}" for node in nodes))
        time.sleep(0.2)


def opened(folders: pytest.TempPathFactory, stack: ExitStack) -> Nodes:
    """The cluster that OPENSEARCH_URL names, else three nodes; without Java the test is left out."""
    if given := os.environ.get("OPENSEARCH_URL"):
        return Nodes([url.strip() for url in given.split(",")], [])
    missing = [tool for tool in ("java", "javac", "mvn") if shutil.which(tool) is None]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"no {', '.join(missing)}, which OpenSearch needs")
    if missing:
        pytest.skip(f"no {', '.join(missing)}: apt install openjdk-17-jdk-headless maven")
    return start_three(folders.mktemp("opensearch"), stack)


def start_three(folder: Path, stack: ExitStack) -> Nodes:
    """Three nodes in the folder, joined and ready; they end with `stack`."""
    jars = _jars(folder)
    classes = folder / "classes"
    subprocess.run(["javac", "-cp", jars, "-d", classes, HERE / "OneNode.java"], check=True)
    ports = list(_free_ports(6))
    names = [f"n{number}" for number in range(3)]
    seeds = ",".join(f"127.0.0.1:{port}" for port in ports[3:])
    nodes = []
    for name, http_port, transport_port in zip(names, ports[:3], ports[3:], strict=True):
        home = folder / name
        (home / "config").mkdir(parents=True)
        settings = {
            "cluster.name": "footnote-tests",
            "node.name": name,
            "path.home": str(home),
            "network.host": "127.0.0.1",
            "http.port": str(http_port),
            "transport.port": str(transport_port),
            "discovery.seed_hosts": seeds,
            "cluster.initial_cluster_manager_nodes": ",".join(names),
            "cluster.routing.allocation.disk.threshold_enabled": "false",  # full or not
            **_TUNED,
        }
        log = f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}"
        command = ["java", *_JAVA, log, "-cp", f"{classes}{os.pathsep}{jars}", "OneNode"]
        command += [f"{key}={value}" for key, value in settings.items()]
        nodes.append(Node(name, command, http_port, folder / f"{name}.log"))
    for node in nodes:
        node.start()
        stack.callback(node.kill)
    cluster = Nodes([node.url for node in nodes], nodes)
    cluster.wait_until_whole()
    return cluster


def _jars(folder: Path) -> str:
    """The class path, of jars in the user's Maven repository; fetched the first time."""
    told = folder / "class-path"
    fetch = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml")]
    fetch += ["dependency:build-classpath", f"-Dmdep.outputFile={told}"]
    done = subprocess.run(fetch, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        pytest.fail(f"Maven cannot fetch OpenSearch:\n{done.stdout[-2000:]}")
    return told.read_text().strip()


def _free_ports(count: int) -> Iterator[int]:
    with ExitStack() as held:
        for _ in range(count):
            listening = held.enter_context(socket.socket())
            listening.bind(("127.0.0.1", 0))
            yield listening.getsockname()[1]
