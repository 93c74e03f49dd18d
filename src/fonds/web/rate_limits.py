"""Rate limits: how often somebody may try to sign in."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MOST_KEYS = 10_000
"""Buckets kept of each kind: a few megabytes, whoever comes."""


class Buckets:
    """A token bucket for each of some keys; safe to share between threads.

    A key that has not been seen has a full bucket, so that the ones seen longest ago can be
    forgotten when there are too many.
    """

    def __init__(
        self,
        burst: int,
        refill_s: float,
        *,
        now: Callable[[], float] = time.monotonic,
        most: int = MOST_KEYS,
    ) -> None:
        self._burst = burst
        self._refill_s = refill_s
        self._now = now
        self._most = most
        self._lock = Lock()
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take one token of a key's.

        Returns:
            0.0, or the seconds to wait until there is one; then none was taken.
        """
        with self._lock:
            now = self._now()
            left, since = self._held.get(key, (float(self._burst), now))
            left = min(float(self._burst), left + (now - since) / self._refill_s)
            wait = 0.0 if left >= 1 else (1 - left) * self._refill_s
            self._held[key] = (left if wait else left - 1, now)
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
            return wait

    def forget(self, key: str) -> None:
        """Fill a key's bucket again."""
        with self._lock:
            self._held.pop(key, None)

    def __len__(self) -> int:
        return len(self._held)


class SignInLimits:
    """How often one may try: from one address, as one person from there, and as one person.

    Ours: ten tries as one person are more than anybody needs who knows the password, and a
    try every half minute is no way of guessing one of ten characters. The limit for a name
    whatever the address is wide, so that a stranger who tries it all day can hardly keep its
    owner out.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._places = Buckets(30, 10.0, now=now)
        self._pairs = Buckets(10, 30.0, now=now)
        self._names = Buckets(100, 20.0, now=now)

    def take(self, address: str, name: str) -> float:
        """Count a try; gives the seconds to wait, 0.0 when it may be made."""
        place = fold_address(address)
        return max(
            self._places.take(place),
            self._pairs.take(f"{place} {name}"),
            self._names.take(name),
        )

    def forgive(self, address: str, name: str) -> None:
        """Forget the tries of somebody who is who they say."""
        self._pairs.forget(f"{fold_address(address)} {name}")


def fold_address(address: str) -> str:
    """Give what tells one guest's place from another's.

    A household has 2^64 addresses of IPv6.

    Example:
        >>> fold_address("2001:db8::1") == fold_address("2001:db8::2"), fold_address("192.0.2.7")
        (True, '192.0.2.7')
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if found.version == 6:
        mapped = found.ipv4_mapped
        if mapped is not None:
            return str(mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
