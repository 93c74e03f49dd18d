"""The rounds of `bench/against.py`, summed up; the clock itself is not tested."""

from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[3] / "bench"


@pytest.fixture(autouse=True)
def _bench_is_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    # A script finds its neighbours because its folder comes first on the path.
    monkeypatch.syspath_prepend(str(BENCH))


@pytest.mark.parametrize(
    ("theirs", "ours", "ratio"),
    [
        ([2.0], [1.0], 2.0),
        ([1.0], [2.0], 0.5),
        ([3.0, 1.0, 2.0], [4.0, 2.0, 100.0], 0.5),  # one slow moment moves no median
        ([1.0, 3.0], [1.0, 1.0], 2.0),
    ],
)
def test_the_ratio_is_their_median_by_ours(
    theirs: list[float], ours: list[float], ratio: float
) -> None:
    from against import Pass, compare

    comparison = compare(
        "abc1234",
        [Pass(seconds, 1.0, 5, "") for seconds in theirs],
        [Pass(seconds, 4.0, 5, "") for seconds in ours],
    )
    assert comparison.ratio == ratio
    assert comparison.cpu_ratio == 0.25


def test_each_side_tells_its_own_rounds() -> None:
    from against import Pass, Side, compare

    theirs = [Pass(3.0, 2.5, 8, ""), Pass(1.0, 0.5, 8, ""), Pass(2.0, 1.5, 8, "")]
    ours = [Pass(6.0, 5.0, 9, "")] * 3
    comparison = compare("abc1234", theirs, ours)
    assert comparison.theirs == Side("abc1234", 8, 2.0, 1.5, fastest=1.0, slowest=3.0)
    assert comparison.ours == Side("working tree", 9, 6.0, 5.0, fastest=6.0, slowest=6.0)


def test_no_rounds_are_refused_at_the_door(capsys: pytest.CaptureFixture[str]) -> None:
    from against import main

    with pytest.raises(SystemExit):
        main(["abc1234", "--rounds", "0"])
    assert "must be at least 1" in capsys.readouterr().err
