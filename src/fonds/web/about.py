"""About: what the text itself tells, as a work's page shows it. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from msgspec import Struct

from fonds.model.claim import Claim, find_best_claim
from fonds.model.record import PersonInStory, Record, Repair, SceneSpan
from fonds.publish.characters import one_line, shorten
from fonds.publish.facts import Fact, make_fact
from fonds.publish.pictures.ribbon import Lane, join_neighbours, make_stretch
from fonds.web.words import (
    say_count,
    say_ease,
    say_minutes,
    say_setting,
    say_times,
    say_told,
)

ABOUT_FIELDS = frozenset(
    {
        "people",
        "pov",
        "reading_ease",
        "repairs",
        "scene_list",
        "scenes",
        "setting",
        "suggested_rating",
        "suggested_warnings",
        "tense",
    }
)
"""Fields that have lines of their own here, whatever else is known of a work."""

RATINGS = ("General Audiences", "Teen And Up Audiences", "Mature", "Explicit")
GROWN = frozenset({"Mature", "Explicit"})
"""From here on nothing is quoted unasked."""

_PEOPLE_SHOWN = 12
"""People of a group shown at once; a crowd is folded behind them."""
_PEOPLE_MOST = 40
_SCENES_MOST = 80
"""Scenes listed, and linked one by one; a novel's thousand would be a page of their own."""
_CELLS = 100
"""Into how many the line is cut where scenes are too many to be drawn one by one."""

_LANES_MOST = 6
_REPAIRS_MOST = 60
_REPAIR_AROUND = 24
_NAME_MOST = 40
_NOT_TOLD = "No one’s in particular"
_OTHERS = "Others"

_UNNAMED = {
    "female": "a woman whom the story calls only “she”",
    "male": "a man whom the story calls only “he”",
}
_GROUPS = (
    ("narrator", "Tells it"),
    ("present", "There"),
    ("mentioned", "Only spoken of"),
)
_REPAIR_WORDS = {
    "lost dash": ("lost dash", "lost dashes"),
    "lost ellipsis": ("lost ellipsis", "lost ellipses"),
    "mojibake": ("garbled character", "garbled characters"),
    "doubled space": ("doubled space", "doubled spaces"),
    "hard hyphen": ("hyphen at a line’s old end", "hyphens at lines’ old ends"),
    "quoted-printable": ("remain of the mail", "remains of the mail"),
    "entity": ("broken character of a web page", "broken characters of a web page"),
    "missing break": ("missing paragraph break", "missing paragraph breaks"),
}
_SHOWN_MARKS = str.maketrans({" ": "␣", "\n": "¶", "\t": "⇥", "\u00a0": "␣"})


class PersonLine(Struct, frozen=True):
    """Somebody in the story; `url` finds their other stories, `note` says how they are named."""

    name: str
    url: str | None
    note: str


class PeopleGroup(Struct, frozen=True):
    """People of one presence; `more` are folded."""

    label: str
    people: tuple[PersonLine, ...]
    more: tuple[PersonLine, ...]


class SceneLine(Struct, frozen=True):
    """A scene: whose it is and how it is told; `url` leads to its beginning, if known."""

    number: int
    whose: str
    told: str
    words: int
    url: str | None


class ScenesView(Struct, frozen=True):
    """The scenes of a story.

    Attributes:
        lanes: whose scenes lie where, the one with most words first.
        lines: scenes in order.
        left_out: how many are not among the lines.
    """

    lanes: tuple[Lane, ...]
    lines: tuple[SceneLine, ...]
    left_out: int


class RepairLine(Struct, frozen=True):
    """A repair in its context; spaces and line ends of what changes can be seen."""

    kind: str
    ahead: str
    before: str
    after: str
    behind: str


class RepairsView(Struct, frozen=True):
    """Repairs: how many of which kind, some of them, and how many more there are."""

    kinds: tuple[str, ...]
    lines: tuple[RepairLine, ...]
    left_out: int


class About(Struct, frozen=True):
    """What the template shows besides plain lines; None or empty where nothing is known."""

    people: tuple[PeopleGroup, ...]
    scenes: ScenesView | None
    repairs: RepairsView | None
    is_grown: bool


def list_about_facts(record: Record) -> list[Fact]:
    """List the lines of a card that tell what the text itself tells; none for nothing.

    Cost: O(claims) for each of a fixed number of fields.
    """
    people = [person.name or _say_unnamed(person) for person in record.people]
    kinds = list(_count_repairs(record.repairs))
    values: Sequence[tuple[str, str, Sequence[str]]] = (
        ("people", "Who is in it", people),
        ("setting", "Place in canon", [say_setting(place) for place in record.setting]),
        ("suggested_rating", "Rating, by the text", [record.suggested_rating or ""]),
        (
            "suggested_warnings",
            "Warnings, by the text",
            [one.warning for one in record.suggested_warnings],
        ),
        ("pov" if record.pov.person else "tense", "Told", [say_told(record.pov, record.tense)]),
        ("scene_list", "Scenes", [_say_scenes(record)]),
        ("reading_ease", "Reading", [_say_reading(record)]),
        ("repairs", "Damage", kinds),
    )
    facts = []
    for field, label, found in values:
        clean = tuple(dict.fromkeys(line for line in map(one_line, found) if line))
        if clean:
            facts.append(make_fact(record, field, label, clean))
    return facts


def describe_about(record: Record, scene_urls: Mapping[int, str]) -> About:
    """Prepare what the card shows in pictures and lists.

    Args:
        record: the work's record.
        scene_urls: addresses of scenes by number; may be empty.

    Returns:
        The view.

    Cost: O(body).
    """
    return About(
        people=group_people(record),
        scenes=show_scenes(record, scene_urls) if len(record.scene_list) > 1 else None,
        repairs=show_repairs(record) if record.repairs else None,
        is_grown=is_grown(record),
    )


def is_grown(record: Record) -> bool:
    """Tell whether a work is rated Mature or above, by its author or by its text."""
    return record.rating in GROWN or record.suggested_rating in GROWN


def compare_ratings(stated: str | None, suggested: str | None) -> str:
    """Say how the rating that the text suggests stands to the one that is stated.

    Example:
        >>> compare_ratings("General Audiences", "Mature")
        'much above what is stated: General Audiences'
    """
    if stated not in RATINGS or suggested not in RATINGS:
        return ""
    steps = RATINGS.index(suggested) - RATINGS.index(stated)
    if steps == 0:
        return "as is stated"
    how = "much " if abs(steps) > 1 else ""
    return f"{how}{'above' if steps > 0 else 'below'} what is stated: {stated}"


def group_people(record: Record) -> tuple[PeopleGroup, ...]:
    """Group the people of a story by whether they tell it, are there or are spoken of."""
    groups = []
    for presence, label in _GROUPS:
        found = [one for one in record.people if one.presence == presence]
        lines = [_make_person(one, record) for one in found if one.name][:_PEOPLE_MOST]
        lines += [PersonLine(_say_unnamed(one), None, "") for one in found if not one.name]
        if lines:
            first, more = lines[:_PEOPLE_SHOWN], lines[_PEOPLE_SHOWN:]
            groups.append(PeopleGroup(label, tuple(first), tuple(more)))
    return tuple(groups)


def _make_person(person: PersonInStory, record: Record) -> PersonLine:
    name = one_line(person.name or "")
    is_found = person.name in record.characters
    names = [one_line(one) for one in person.names[:4]]
    notes = [f"named {say_times(person.mentions)}"] if person.mentions else []
    if [one for one in names if one != name]:
        notes.append(f"as {', '.join(names)}")
    if not person.known and any(one.known for one in record.people):
        notes.append("nobody of the canon that Fonds knows")
    url = f"/?{urlencode({'character': name})}" if is_found else None
    return PersonLine(name, url, ", ".join(notes))


def _say_unnamed(person: PersonInStory) -> str:
    if person.presence == "narrator":
        return "somebody who says “I” and whom Fonds cannot name"
    return _UNNAMED.get(person.gender, "somebody without a name")


def _say_scenes(record: Record) -> str:
    """Count scenes, and whose they are: "5: 3 with Ariadne, 2 with Dionysus"."""
    scenes = record.scene_list
    if len(scenes) < 2 and not any(one.point_of_view for one in scenes):
        return str(record.scenes) if record.scenes > 1 else ""
    whose = Counter(one.point_of_view for one in scenes if one.point_of_view)
    told = [
        f"{count} with {name}" if len(scenes) > 1 else f"with {name}"
        for name, count in whose.most_common(3)
    ]
    return f"{len(scenes)}{': ' if told else ''}{', '.join(told)}"


def _say_reading(record: Record) -> str:
    minutes = say_minutes(record.reading_minutes) if record.reading_minutes else ""
    ease = say_ease(record.reading_ease) if record.reading_ease is not None else ""
    return "; ".join(one for one in (minutes, ease) if one)


def show_scenes(record: Record, urls: Mapping[int, str]) -> ScenesView:
    """Prepare scenes as lines of a list and lanes of a picture."""
    scenes = record.scene_list
    lengths: Counter[str] = Counter()
    for one in scenes:
        if one.point_of_view:
            lengths[one.point_of_view] += one.end - one.start
    named = [name for name, _ in lengths.most_common(_LANES_MOST)]
    total = max(1, len(record.body), *(one.end for one in scenes))
    lines = tuple(
        SceneLine(
            number,
            one_line(one.point_of_view or ""),
            _say_manner(one),
            len(record.body[one.start : one.end].split()),
            urls.get(number),
        )
        for number, one in enumerate(scenes[:_SCENES_MOST], start=1)
    )
    placed = [(_lane_of(one, named), number) for number, one in enumerate(scenes, start=1)]
    lanes = tuple(
        _make_lane(label, [n for lane, n in placed if lane == label], scenes, total, urls)
        for label in (*named, _OTHERS, _NOT_TOLD)
    )
    left_out = len(scenes) - len(lines)
    return ScenesView(tuple(lane for lane in lanes if lane.stretches), lines, left_out)


def _lane_of(scene: SceneSpan, named: Sequence[str]) -> str:
    if not scene.point_of_view:
        return _NOT_TOLD
    return scene.point_of_view if scene.point_of_view in named else _OTHERS


def _make_lane(
    label: str,
    numbers: Sequence[int],
    scenes: Sequence[SceneSpan],
    total: int,
    urls: Mapping[int, str],
) -> Lane:
    name = shorten(one_line(label), _NAME_MOST)
    if len(scenes) <= _SCENES_MOST:
        stretches = [
            make_stretch(
                scenes[number - 1].start,
                scenes[number - 1].end,
                total,
                f"Scene {number}: {name}",
                urls.get(number),
            )
            for number in numbers
        ]
    else:
        # So many that single ones cannot be seen: where the line is theirs, it is marked.
        cells = sorted(
            {
                cell
                for number in numbers
                for cell in _find_cells(scenes[number - 1].start, scenes[number - 1].end, total)
            }
        )
        kinds = [(cell - place, cell, cell + 1) for place, cell in enumerate(cells)]
        stretches = [
            make_stretch(start, end, _CELLS, "") for _, start, end in join_neighbours(kinds)
        ]
    return Lane(name, tuple(stretches))


def _find_cells(start: int, end: int, total: int) -> range:
    first = min(_CELLS - 1, start * _CELLS // total)
    return range(first, max(first + 1, min(_CELLS, end * _CELLS // total)))


def _say_manner(scene: SceneSpan) -> str:
    person = f"{scene.person} person" if scene.person not in (None, "mixed") else scene.person
    return ", ".join(one for one in (person, scene.tense) if one)


def _count_repairs(repairs: Sequence[Repair]) -> list[str]:
    counts = Counter(one.kind for one in repairs)
    return [say_count(count, *_REPAIR_WORDS[kind]) for kind, count in counts.most_common()]


def show_repairs(record: Record) -> RepairsView:
    """Prepare repairs as lines: what stands there, and what would."""
    lines = []
    for one in record.repairs[:_REPAIRS_MOST]:
        ahead = record.body[max(0, one.start - _REPAIR_AROUND) : one.start]
        behind = record.body[one.end : one.end + _REPAIR_AROUND]
        lines.append(
            RepairLine(
                kind=_REPAIR_WORDS[one.kind][0],
                ahead=f"…{ahead}" if one.start > _REPAIR_AROUND else ahead,
                before=_show_marks(one.before, one.after),
                after=_show_marks(one.after, one.before),
                behind=f"{behind}…" if one.end + _REPAIR_AROUND < len(record.body) else behind,
            )
        )
    kinds = tuple(_count_repairs(record.repairs))
    return RepairsView(kinds, tuple(lines), len(record.repairs) - len(lines))


def _show_marks(text: str, other: str) -> str:
    """Make blanks visible where nothing else tells before from after."""
    is_blank = "".join(text.split()) == "".join(other.split())
    return text.translate(_SHOWN_MARKS) if is_blank or not text.strip() else text


class Warned(Struct, frozen=True):
    """A warning that the text suggests, and the claim that does."""

    warning: str
    confidence: float
    claim: Claim


def list_warned(claims: Sequence[Claim]) -> tuple[Warned, ...]:
    """List the warnings a text suggests, the surest first, each once.

    A claim may name one warning or several.
    """
    field = "suggested_warnings"
    best = find_best_claim(claims, field)
    found: dict[str, Warned] = {}
    for claim in claims:
        if claim.field != field or (best is not None and claim.basis != best.basis):
            continue
        for value in claim.value if isinstance(claim.value, list) else [claim.value]:
            if isinstance(value, Mapping) and value.get("warning"):
                one = Warned(
                    one_line(str(value["warning"])), float(value.get("confidence", 0.0)), claim
                )
                found.setdefault(one.warning, one)
    return tuple(sorted(found.values(), key=lambda one: -one.confidence))
