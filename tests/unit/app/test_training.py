"""Training: a library learns from its own headers, and only what is worth it is kept."""

from pathlib import Path

import pytest

from fonds.app.ingest import add_heap
from fonds.app.shelf import stay_silent
from fonds.app.training import (
    LEAST_WORKS,
    forget_ratings,
    has_rating_model,
    read_rating_model,
    train_ratings,
)
from fonds.errors import DamageError, UserError
from fonds.intake.limits import Limits
from fonds.library.opening import Library, close_library, open_library
from fonds.library.works import iter_works
from fonds.model.claim import Claim, find_best_claim
from tests.library_factories import CLOCK
from tests.rated_stories import write_rated_heap, write_story


def take_in(library: Library, heap: Path) -> None:
    add_heap(
        library,
        [heap],
        packs=(),
        limits=Limits(),
        workers=0,
        clock=lambda: CLOCK,
        progress=stay_silent,
    )


def make(folder: Path, heap: Path) -> Library:
    library = open_library(folder / "library", create=True)
    take_in(library, heap)
    return library


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of 60 stories whose words follow their ratings; trained by the first test."""
    folder = tmp_path_factory.mktemp("taught")
    return make(folder, write_rated_heap(folder / "heap", 60))


def test_a_dry_run_says_what_would_be_and_writes_nothing(taught: Library) -> None:
    training = train_ratings(taught, dry_run=True, progress=stay_silent)
    assert training.outcome == "would be kept"
    assert training.works == 60
    assert training.authors == 12
    assert list(training.ratings.values()) == [20, 20, 20]
    assert read_rating_model(taught.folder) is None


def test_a_model_that_is_better_is_kept_and_used_by_what_is_added_later(
    taught: Library, tmp_path: Path
) -> None:
    told: list[tuple[str, int, int]] = []
    training = train_ratings(
        taught, dry_run=False, progress=lambda phase, done, total: told.append((phase, done, total))
    )
    assert training.outcome == "kept"
    assert {phase for phase, _, _ in told} == {"looking", "training"}
    assert all(done <= total for _, done, total in told)
    assert has_rating_model(taught.folder)
    heap = tmp_path / "later"
    heap.mkdir()
    (heap / "new.txt").write_text(write_story(777, "unknown", "R"), "utf-8")
    take_in(taught, heap)
    claim = suggested_in(taught, "new.txt")
    assert (claim.value, claim.by) == ("Mature", "rating-in-library/1")


def suggested_in(library: Library, name: str) -> Claim:
    (found,) = (
        find_best_claim(work.claims, "suggested_rating")
        for _, work in iter_works(library)
        if work.sources[0].path.endswith(name)
    )
    assert found is not None
    return found


def test_what_was_learnt_can_be_forgotten(tmp_path: Path) -> None:
    library = make(tmp_path, write_rated_heap(tmp_path / "heap", 42))
    train_ratings(library, dry_run=False, progress=stay_silent)
    assert forget_ratings(library.folder)
    assert not forget_ratings(library.folder)
    assert read_rating_model(library.folder) is None
    close_library(library)


def test_a_model_that_is_not_better_is_not_kept(tmp_path: Path) -> None:
    library = make(tmp_path, write_rated_heap(tmp_path / "heap", 45, told=False))
    training = train_ratings(library, dry_run=False, progress=stay_silent)
    assert training.outcome == "not better"
    assert not training.has_earlier
    assert not has_rating_model(library.folder)
    close_library(library)


def test_a_small_library_is_refused_with_the_number_that_is_needed(tmp_path: Path) -> None:
    library = make(tmp_path, write_rated_heap(tmp_path / "heap", LEAST_WORKS - 1))
    with pytest.raises(UserError, match=r"39 of the stories here have .* 40 are needed"):
        train_ratings(library, dry_run=False, progress=stay_silent)
    close_library(library)


def test_a_library_of_one_rating_is_refused(tmp_path: Path) -> None:
    library = make(tmp_path, write_rated_heap(tmp_path / "heap", LEAST_WORKS, ("G",)))
    with pytest.raises(UserError, match="of a second rating 5 are needed"):
        train_ratings(library, dry_run=False, progress=stay_silent)
    close_library(library)


def test_a_damaged_model_is_told_of_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "ratings.json").write_bytes(b'{"steps": [0')
    with pytest.raises(DamageError, match="--forget"):
        read_rating_model(tmp_path)
