from __future__ import annotations

import pytest

from procurement.measuring.endpoint import UnusableEndpoint, endpoint_of

PROXIES = {"HTTP_PROXY": "http://proxy:3128", "https_proxy": "http://proxy:3128", "no_proxy": "a", "PATH": "/bin"}


@pytest.mark.parametrize(
    ("given", "shown", "host", "loopback"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", "127.0.0.1", True),
        (" http://localhost:8000/v1/ ", "http://localhost:8000", "localhost", True),
        ("https://[::1]/npu", "https://[::1]/npu", "::1", True),
        ("https://NPU.example.kr:443/a/v1", "https://npu.example.kr:443/a", "npu.example.kr", False),
        ("http://10.1.2.3:8000", "http://10.1.2.3:8000", "10.1.2.3", False),
    ],
)
def test_an_address_is_written_in_one_way(given: str, shown: str, host: str, loopback: bool) -> None:  # noqa: FBT001 -- a column of the table
    found = endpoint_of(given)
    assert (found.shown, found.host, found.loopback) == (shown, host, loopback)


@pytest.mark.parametrize(
    "given",
    ["ftp://a", "127.0.0.1:8000", "http://", "http://a:port", "http://[::1", "http://a?key=secret", "http://a#secret"],
)
def test_what_is_no_address_of_a_server_is_refused_without_repeating_it(given: str) -> None:
    with pytest.raises(UnusableEndpoint) as caught:
        endpoint_of(given)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("given", ["http://user:secret@host", "http://:secret@host", "http://secret@host"])
def test_credentials_in_the_address_are_refused_and_not_shown(given: str) -> None:
    with pytest.raises(UnusableEndpoint, match="JEOUL_API_KEY") as caught:
        endpoint_of(given)
    assert "secret" not in str(caught.value)


def test_proxies_are_left_out_on_this_machine_and_kept_elsewhere() -> None:
    assert endpoint_of("http://localhost:1").proxies(PROXIES) == {"NO_PROXY": "*", "no_proxy": "*"}
    elsewhere = {name: value for name, value in PROXIES.items() if name != "PATH"}
    assert endpoint_of("http://npu.example.kr").proxies(PROXIES) == elsewhere
