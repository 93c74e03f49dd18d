"""The meter."""

import pytest

from fonds.intake.limits import MEMBERS, MIB, RATIO, TOO_LARGE, UNPACKED, Limits, Meter


def test_a_meter_stops_at_the_first_byte_too_many() -> None:
    meter = Meter(Limits(unpacked_bytes=10), heap_bytes=10)
    assert meter.count_bytes(10) is None
    problem = meter.count_bytes(1)
    assert problem is not None
    assert problem.code == UNPACKED
    assert meter.count_bytes(0) is problem


def test_a_meter_counts_members() -> None:
    meter = Meter(Limits(members=2), heap_bytes=10)
    assert [meter.count_member() for _ in range(2)] == [None, None]
    stopped = meter.count_member()
    assert stopped is not None
    assert stopped.code == MEMBERS


@pytest.mark.parametrize(
    ("bytes_in", "bytes_out", "stops"),
    [(1, MIB, False), (1, MIB + 1, True), (MIB, 200 * MIB, False), (MIB, 200 * MIB + 1, True)],
)
def test_the_ratio_is_judged_past_a_mebibyte(bytes_in: int, bytes_out: int, stops: bool) -> None:
    meter = Meter(Limits(), heap_bytes=10)
    problem = meter.judge_ratio(bytes_in, bytes_out)
    assert (problem is not None and problem.code == RATIO) is stops


def test_one_large_file_does_not_stop_the_rest() -> None:
    meter = Meter(Limits(file_bytes=5), heap_bytes=10)
    problem = meter.judge_size(6)
    assert problem is not None
    assert problem.code == TOO_LARGE
    assert meter.stopped is None
