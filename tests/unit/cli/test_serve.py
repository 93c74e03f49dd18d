"""Choosing where to listen."""

import socket

import pytest

from fonds.cli.serve import find_port
from fonds.errors import UserError


def test_nought_takes_a_free_port() -> None:
    assert find_port("127.0.0.1", 0) > 0


def test_a_port_that_is_taken_is_a_persons_mistake() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UserError, match="--port"):
            find_port("127.0.0.1", taken.getsockname()[1])


def test_an_address_that_is_not_ours_is_a_persons_mistake() -> None:
    with pytest.raises(UserError, match="--host"):
        find_port("192.0.2.1", 0)
