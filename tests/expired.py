"""A server over TLS whose certificate expired on 2 January 2020, as a site's may overnight."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBcTCCARagAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwHhcNMjAwMTAxMDAwMDAwWhcNMjAwMTAyMDAwMDAwWjAUMRIwEAYDVQQDDAls
b2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATNOXiw9UmLAYtrD49C
4It0wYFFrEkICSl2ZsvUK4jnoKw3l89oNTJdi6Q4XudJ7+oAr8WPA6xEoj5A/ePY
wwKIo1kwVzAlBgNVHREEHjAcgglsb2NhbGhvc3SCCXNpdGUudGVzdIcEfwAAATAP
BgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBSzYCXJPCjYuvSJJcJOYSg7zq2s0TAK
BggqhkjOPQQDAgNJADBGAiEA4nBhQUs3HGSNR9ZYMgDjLnpZscIrBMV3T2JWlF1i
fO8CIQDP9NWBtdYelX9S+fpCE9k0IoJAu3UxPxn+FTdUS7mfbA==
-----END CERTIFICATE-----
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQge7r3XyNa0qYZJ2Yp
xiWYzPQTxRLWDu2pDj77EGqdjvuhRANCAATNOXiw9UmLAYtrD49C4It0wYFFrEkI
CSl2ZsvUK4jnoKw3l89oNTJdi6Q4XudJ7+oAr8WPA6xEoj5A/ePYwwKI
-----END PRIVATE KEY-----
"""
"""For localhost and site.test, signed by itself; with its key, which opens nothing else."""


@contextmanager
def expired_server(folder: Path) -> Iterator[tuple[int, Path]]:
    """Listen on loopback; the port, and a file by which the certificate would be trusted."""
    file = folder / "expired.pem"
    file.write_text(CERTIFICATE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)

    class Server(ThreadingHTTPServer):
        def get_request(self):  # type: ignore[no-untyped-def]
            connection, address = super().get_request()
            return context.wrap_socket(connection, server_side=True), address

    server = Server(("127.0.0.1", 0), BaseHTTPRequestHandler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_port, file
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
