"""Who is who, where turns are given: one address is one visitor."""

import os

# Where all come by one address that tells nobody apart, `SHARE_BY_ADDRESS=0` has each connection
# be a visitor of its own.
BY_ADDRESS = (os.environ.get("SHARE_BY_ADDRESS") or "1") != "0"


def visitor(address: tuple[str, int] | None, by_address: bool = BY_ADDRESS) -> str:
    """Whose turns what comes from this address takes: a host and a port."""
    host, port = address or ("", 0)
    return host if by_address else f"{host} {port}"
