"""Which addresses may be connected to. Nothing here connects to anything."""

import ipaddress

import httpcore
import pytest

from index.sources.fetch.guard import GuardedBackend, GuardError, is_public

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.0.170", "192.88.99.1", "198.18.0.1", "203.0.113.5",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b::808:808",
    "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "fc00::1", "fd00:ec2::254",
    "fe80::1", "fec0::1", "ff02::1", "100::1",
]  # fmt: skip


class Recorder:
    """Writes down where a connection was wanted, and makes none."""

    def __init__(self) -> None:
        self.wanted: list[tuple[str, int]] = []

    def connect(self, address: str, port: int, _seconds: float | None) -> httpcore.NetworkStream:
        self.wanted.append((address, port))
        raise httpcore.ConnectError("recorded")


def try_to_connect(host: str, port: int, *answers: list[str], allowed: str = "") -> list[tuple[str, int]]:
    recorder, given = Recorder(), list(answers)

    def resolve(_host: str, _port: int) -> list[str]:
        return given.pop(0)

    backend = GuardedBackend(filter(None, [allowed]), resolve, recorder.connect)
    for _ in answers:
        try:
            backend.connect_tcp(host, port)
        except (httpcore.ConnectError, GuardError):
            continue
    return recorder.wanted


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    assert try_to_connect(address, 80, [address]) == []
    assert try_to_connect("looks.example", 443, [address]) == []


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::6810:85e5", "172.32.0.1"])
def test_a_public_address_is_connected_to(address: str) -> None:
    assert try_to_connect("public.example", 443, [address]) == [(address, 443)]


def test_one_private_answer_among_public_ones_is_enough_to_refuse() -> None:
    assert try_to_connect("mixed.example", 80, ["93.184.216.34", "10.0.0.1"]) == []


def test_a_name_that_changes_its_mind_leads_nowhere_else() -> None:
    assert try_to_connect("rebinds.example", 80, ["93.184.216.34"], ["127.0.0.1"]) == [("93.184.216.34", 80)]


def test_the_checked_address_is_the_one_connected_to() -> None:
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["93.184.216.34"]

    recorder = Recorder()
    with pytest.raises(httpcore.ConnectError):
        GuardedBackend((), resolve, recorder.connect).connect_tcp("once.example", 443)
    assert (asked, recorder.wanted) == (["once.example"], [("93.184.216.34", 443)])


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
def test_other_ports_are_refused(port: int) -> None:
    assert try_to_connect("public.example", port, ["93.184.216.34"]) == []


def test_a_host_that_the_owner_named_may_be_private_on_any_port() -> None:
    wanted = try_to_connect("Intranet.example", 8080, ["10.0.0.1"], allowed="intranet.example")
    assert wanted == [("10.0.0.1", 8080)]
    assert try_to_connect("other.example", 80, ["10.0.0.1"], allowed="intranet.example") == []


def test_the_refusal_says_what_it_is_and_which_setting_allows_it() -> None:
    backend = GuardedBackend((), lambda _host, _port: ["127.0.0.1"], Recorder().connect)
    with pytest.raises(GuardError, match=r"^127\.0\.0\.1 is a private address; see FETCH_ALLOW_PRIVATE$"):
        backend.connect_tcp("127.0.0.1", 80)


def test_a_name_that_nobody_knows_is_no_bug() -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(httpcore.ConnectError, match=r"no host named nowhere\.example"):
        GuardedBackend((), resolve, Recorder().connect).connect_tcp("nowhere.example", 80)
