"""Laws of joining: whatever drafts say, the order they come in does not count."""

from hypothesis import given
from hypothesis import strategies as st

from fonds.parse.part_hints import PartHint, fold
from fonds.parse.part_numbers import split_name, split_title
from fonds.parse.part_plan import plan_parts

TITLES = ["Fog", "Fog II", "The Lamp on the Moor", "The Lamp on teh Moor", ""]


@st.composite
def hints(draw: st.DrawFn) -> list[PartHint]:
    """Drafts of one folder, each in a file of its own."""
    names = draw(
        st.lists(
            st.from_regex(r"(fog|lamp)[a-c1-4]?\.(txt|p[12])", fullmatch=True),
            unique=True,
            max_size=8,
        )
    )
    return [_hint(draw, name) for name in names]


def _hint(draw: st.DrawFn, name: str) -> PartHint:
    number = draw(st.none() | st.integers(0, 4))
    title = draw(st.sampled_from(TITLES))
    return PartHint(
        name=f"heap/{name}",
        folder="heap",
        file=split_name(name),
        numbers=None if number is None else (number, number + draw(st.integers(0, 1))),
        of=draw(st.sampled_from([None, 4])) if number is not None else None,
        strength="none" if number is None else draw(st.sampled_from(["stated", "heading"])),
        titles=(fold(split_title(title).stem),) if title else (),
        author=draw(st.sampled_from(["", "ida quill", "tom finch"])),
        ending=draw(st.sampled_from([None, "done", "more"])),
        is_headed=bool(title),
    )


@given(hints(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_count(drafts: list[PartHint], random: object) -> None:
    shuffled = list(drafts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _names(drafts) == _names(shuffled)


@given(hints())
def test_no_draft_is_in_two_works_and_no_part_there_twice(drafts: list[PartHint]) -> None:
    plan = plan_parts(drafts)
    members = [index for family in plan.families for index in family.members]
    assert len(members) == len(set(members))
    for family in plan.families:
        authors = {drafts[index].author for index in family.members} - {""}
        assert len(authors) < 2
        said = [drafts[index].numbers for index in family.members if drafts[index].numbers]
        assert len(said) == len(set(said))
    assert not {index for index, _ in plan.doubles} & set(members)


def _names(drafts: list[PartHint]) -> list[tuple[str, ...]]:
    families = plan_parts(drafts).families
    return sorted(tuple(drafts[index].name for index in family.members) for family in families)
