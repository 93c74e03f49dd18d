"""Limits of what we unpack, and the meter that counts while unpacking."""

from msgspec import Struct

from fonds.model.problem import Problem

TOO_LARGE = "intake.too-large"
UNPACKED = "intake.unpacked"
RATIO = "intake.ratio"
DEPTH = "intake.depth"
MEMBERS = "intake.members"

MIB = 1 << 20


class Limits(Struct, frozen=True):
    """How much of a heap file we are willing to unpack.

    Attributes:
        file_bytes: largest single file, outside or inside a container. Source: ours; War and
            Peace is 3.2 MB as text, the largest mailboxes of list archives some 300 MB.
        unpacked_bytes: most bytes inflated for one heap file, all levels together. Source:
            ours; what a worker can work through in a minute or so.
        ratio: most bytes out for one byte in, judged once a MiB has come out. Source: prose
            deflates by 2 to 4, a page of one repeated letter by 1,030, the most deflate can.
        depth: containers in containers. Source: ours; real heaps were three deep at most.
        members: most members of one heap file, all levels together. Source: ours; a list
            archive of ten years holds some 60,000 messages.
    """

    file_bytes: int = 512 * MIB
    unpacked_bytes: int = 2048 * MIB
    ratio: int = 200
    depth: int = 8
    members: int = 100_000


class Meter:
    """Counts what comes out of one heap file, and says when it is too much.

    The one mutable thing of this room: it lives as long as one call of `unpack`.

    Attributes:
        limits: what it holds to.
        stopped: the problem that ended the unpacking, once there is one.
    """

    def __init__(self, limits: Limits, heap_bytes: int) -> None:
        self.limits = limits
        self.stopped: Problem | None = None
        self._heap_bytes = heap_bytes
        self._unpacked = 0
        self._members = 0

    def count_member(self) -> Problem | None:
        """Count one member; give a problem when that is one too many."""
        self._members += 1
        if self.stopped is None and self._members > self.limits.members:
            message = f"More than {self.limits.members:,} members; unpacking stopped."
            self.stopped = Problem(MEMBERS, message)
        return self.stopped

    def count_bytes(self, count: int) -> Problem | None:
        """Count bytes that came out; give a problem when the heap file gives too many."""
        self._unpacked += count
        if self.stopped is None:
            if self._unpacked > self.limits.unpacked_bytes:
                message = f"It unpacks to more than {self.limits.unpacked_bytes:,} bytes."
                self.stopped = Problem(UNPACKED, message + " Unpacking stopped.")
            else:
                self.judge_ratio(self._heap_bytes, self._unpacked)
        return self.stopped

    def judge_ratio(self, bytes_in: int, bytes_out: int) -> Problem | None:
        """Give a problem when so many bytes cannot honestly come of so few."""
        too_much = bytes_out > max(MIB, self.limits.ratio * bytes_in)
        if self.stopped is None and too_much:
            message = (
                f"It unpacks to more than {self.limits.ratio} times its size, as only bombs do."
            )
            self.stopped = Problem(RATIO, message + " Unpacking stopped.")
        return self.stopped

    def judge_size(self, size_bytes: int) -> Problem | None:
        """Give a problem when one file is too large; unpacking may go on with the next."""
        if size_bytes > self.limits.file_bytes:
            message = f"It is larger than {self.limits.file_bytes:,} bytes."
            return Problem(TOO_LARGE, message)
        return None
