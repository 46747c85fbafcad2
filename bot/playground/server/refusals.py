"""What the server answers to a call that it does not carry out."""


class RefusedError(Exception):
    """A refused call: the HTTP status, Telegram's description and the extra `parameters` of the answer."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.parameters = parameters


def bad_request(text: str, **parameters: int) -> RefusedError:
    """A call that is wrong as it stands; asking again will not help."""
    return RefusedError(400, f"Bad Request: {text}", **parameters)


def forbidden(text: str) -> RefusedError:
    """A call that the people concerned do not allow."""
    return RefusedError(403, f"Forbidden: {text}")


def too_many_requests(seconds: int) -> RefusedError:
    """A call that came too early."""
    return RefusedError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
