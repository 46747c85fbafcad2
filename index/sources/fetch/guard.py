"""Which addresses may be connected to: public ones, and those of hosts that the owner has named."""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from typing import Final

import httpcore

PORTS: Final = frozenset({80, 443})

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
"""A name and a port to addresses; raises OSError when the name is unknown."""

Connect = Callable[[str, int, float | None], httpcore.NetworkStream]
"""An address, a port and seconds to a connection."""

# `is_global` says yes to some of these, in some versions of Python.
_REFUSED: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/4",
        "240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2002::/16",
        "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip


class GuardError(Exception):
    """The address may not be connected to; the text is one clear sentence."""


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet; what only translates or maps one does not."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return False
    refused = any(address.version == network.version and address in network for network in _REFUSED)
    return address.is_global and not refused


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a name once, refuses it when any of its addresses is not public, and connects to one of these.

    So a name that answers differently the next time leads nowhere else. `allowed` are hosts that may have
    private addresses, on any port.
    """

    def __init__(self, allowed: Iterable[str], resolve: Resolve, connect: Connect) -> None:
        self._allowed = frozenset(host.lower() for host in allowed)
        self._resolve = resolve
        self._connect = connect

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Connect; raises GuardError for what may not be connected to, httpcore's errors for what cannot."""
        addresses = self._addresses(host, port)
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                return self._connect(address, port, timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"there is no host named {host}") from error
        if host.lower() in self._allowed:
            return addresses
        if port not in PORTS:
            raise GuardError(f"port {port} is not one of the web's; see FETCH_ALLOW_PRIVATE")
        for address in addresses:
            if not is_public(ipaddress.ip_address(address.partition("%")[0])):
                where = "" if address == host.strip("[]") else f" (of {host})"
                raise GuardError(f"{address}{where} is a private address; see FETCH_ALLOW_PRIVATE")
        return addresses


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a name."""
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect(address: str, port: int, seconds: float | None) -> httpcore.NetworkStream:
    """Open a connection to an address that has been looked at."""
    return httpcore.SyncBackend().connect_tcp(address, port, seconds)
