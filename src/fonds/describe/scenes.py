"""Scenes: where a story's breaks lie, and through whose eyes each scene is told."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from fonds.describe.narrator import (
    NarratorGuess,
    find_headed,
    find_named_narrator,
    find_narrator,
)
from fonds.describe.people import Person
from fonds.describe.telling import Telling
from fonds.describe.viewpoint import Person as Viewpoint
from fonds.describe.viewpoint import Tense, judge_narration
from fonds.model.block import Block
from fonds.model.body import is_body
from fonds.packs.meanings import MeaningIndex

_FEELS = (
    r"(?:thought|felt|knew|wondered|realized|realised|remembered|hoped|wished|feared|wanted|"
    r"decided|believed|noticed|supposed|suspected|understood|expected|liked|loved|hated|meant|"
    r"guessed|reckoned|imagined|considered|doubted|dreaded|minded|saw|heard|watched|tried|"
    r"thinks|feels|knows|wonders|realizes|remembers|hopes|wishes|wants|decides|notices|supposes|"
    r"suspects|understands|likes|loves|hates|means|sees|hears|watches|tries|dreamed|dreamt)"
)
_STATES = (
    r"(?:sure|certain|afraid|glad|sorry|angry|relieved|thinking|aware|beginning|going|tired|"
    r"ashamed|surprised|quite sure|so \w+ that)"
)
_MINDFUL = re.compile(
    rf"(?:['’]d)? (?:\w+ly |had |just |still |suddenly |only |almost )?(?:{_FEELS}"
    rf"|(?:did not|didn['’]t|does not|doesn['’]t|would not|wouldn['’]t|never) "
    r"(?:think|feel|know|want|remember|like|believe|understand|mind|care|expect|see|hear|dare)"
    r"|(?:could|can)(?: not|n['’]t)? (?:see|feel|hear|tell|find|bear|remember|help|think|"
    r"understand|believe|stop|keep|sleep|have said|be)"
    rf"|(?:was|is|['’]s|had been|felt) (?:not |n['’]t )?{_STATES}"
    r"|had (?:a feeling|made up|begun|meant|hoped|dreamed|expected)"
    r"|began to|kept \w+ing|found (?:that|out|it)|has a feeling)\b"
)
_PRONOUN = re.compile(r"\b(s?he)\b", re.IGNORECASE)
_MIND_WORTH, _FIRST_WORTH, _PRONOUN_WORTH, _NAME_WORTH = 3.0, 1.5, 0.7, 0.6
_SOON = 160
"""Code points in which a name follows the pronoun that stands for it: "He'd never …. Hades …"."""

_SURE = 0.9
_CLEARLY = 1.4
_FEW_WORDS = 40


Mark = tuple[int, int, Person]
"""Where somebody is named, in how many code points, and who."""


class Scene(Struct, frozen=True):
    """A stretch of a story between two breaks.

    Attributes:
        start: first code point in the telling's text, half-open.
        end: one past the last.
        heading: what stands above it since the scene before, or "".
    """

    start: int
    end: int
    heading: str


class SceneView(Struct, frozen=True):
    """How one scene is told.

    Attributes:
        scene: where it lies.
        person: grammatical person of its narration, or None.
        tense: or None.
        point_of_view: through whose eyes, or None.
        narrator: why, when it is told in the first person, or None.
    """

    scene: Scene
    person: Viewpoint | None
    tense: Tense | None
    point_of_view: str | None
    narrator: NarratorGuess | None


def find_scenes(blocks: Sequence[Block], telling: Telling) -> tuple[Scene, ...]:
    """Find the scenes of a story: stretches of text between breaks, headings and parts.

    Args:
        blocks: n blocks of the work.
        telling: of them.

    Returns:
        Scenes in order; none in a text without a body.

    Cost: O(n).
    """
    scenes: list[Scene] = []
    start = end = -1
    heading = above = ""
    source = 0
    for index, block in enumerate(blocks):
        if block.place != "body" or block.kind == "chrome":
            continue
        is_apart = block.kind in ("break", "heading")
        if start >= 0 and (is_apart or block.source != source):
            scenes.append(Scene(start, end, above))
            start = -1
        source = block.source
        if is_apart:
            heading = block.text if any(map(str.isalpha, block.text)) else heading
        elif is_body(block):
            if start < 0:
                start, above, heading = telling.starts[index], heading, ""
            end = telling.starts[index] + len(block.text)
    if start >= 0:
        scenes.append(Scene(start, end, above))
    return tuple(scenes)


def view_scenes(
    scenes: Sequence[Scene],
    telling: Telling,
    people: Sequence[Person],
    index: MeaningIndex,
    packs: Sequence[int],
    *,
    usual: tuple[Viewpoint | None, Tense | None],
) -> tuple[SceneView, ...]:
    """Tell how each scene is told, and through whose eyes.

    In the first person it is the narrator; in the third whoever is named first, most, and
    before verbs of the mind, when nobody comes near.

    Args:
        scenes: of the story.
        telling: the story.
        people: its people.
        index: names of all packs.
        packs: indexes of the packs of its fandoms.
        usual: person and tense of the whole, for a scene that is all of it or says too little.

    Returns:
        A view for each scene.

    Cost: O(characters + scenes × people).
    """
    voice = telling.voice or telling.narration
    whole: NarratorGuess | None = None
    is_asked = False
    marks = _list_mentions(telling, people)
    views: list[SceneView] = []
    for scene in scenes:
        narration = telling.narration[scene.start : scene.end]
        person, tense = usual
        if len(scenes) > 1:
            person, tense, _ = judge_narration(voice[scene.start : scene.end])
        heading = scene.heading or telling.text[scene.start : scene.end].split("\n\n", 1)[0]
        narrator = find_headed(heading, people, index, packs)
        eyes = narrator.name if narrator is not None else None
        if (person or usual[0]) == "first":
            part = Telling(telling.text[scene.start : scene.end], narration, (0,))
            own = narrator or find_headed(part.text.rpartition("\n\n")[2], people, index, packs)
            own = own or find_named_narrator(part, people, index, packs)
            if own is None or own.confidence < _SURE:
                whole = whole if is_asked else find_narrator(telling, people, index, packs)
                own, is_asked = whole, True
            narrator = own
            eyes = narrator.name if narrator is not None else None
        elif eyes is None:
            before = [view.point_of_view for view in views]
            here = _marks_within(marks, scene)
            eyes = _find_eyes(scene, telling, here, _go_on(scene, telling, people, here, before))
        views.append(SceneView(scene, person or usual[0], tense or usual[1], eyes, narrator))
    return tuple(views)


def _find_eyes(
    scene: Scene, telling: Telling, named: Sequence[Mark], before: Person | None
) -> str | None:
    """Through whose eyes a scene in the third person is told, when that is plain.

    Names and the pronouns that take up the last name of their gender are weighed; before a
    verb of the mind they weigh more, and whoever comes first has a start.
    """
    marks = list(named) if before is None else [(scene.start, 0, before), *named]
    if not marks:
        return None
    worth: dict[str, float] = defaultdict(float, {marks[0][2].name: _FIRST_WORTH})
    for start, size, person in marks:
        worth[person.name] += _NAME_WORTH
        if _MINDFUL.match(telling.narration, start + size):
            worth[person.name] += _MIND_WORTH
    _weigh_pronouns(scene, telling, marks, worth)
    ranked = sorted(worth.items(), key=lambda item: (-item[1], item[0]))[:2]
    if len(ranked) > 1 and ranked[0][1] < _CLEARLY * ranked[1][1]:
        return None
    return ranked[0][0]


def _go_on(
    scene: Scene,
    telling: Telling,
    people: Sequence[Person],
    named: Sequence[Mark],
    before: Sequence[str | None],
) -> Person | None:
    """Who had the last scene of that gender, when this one says "she" before any name."""
    found = _PRONOUN.search(telling.narration, scene.start, scene.end)
    if found is None or (named and named[0][0] < found.start()):
        return None
    gender = "female" if found[1].lower() == "she" else "male"
    soon = [mark for mark in named if mark[0] < found.start() + _SOON]
    own = next(
        (who for place, _, who in soon if who.gender == gender and _is_subject(telling, place)),
        None,
    )
    if own is not None:
        return own
    fitting = {one.name: one for one in people if one.gender in (gender, "unknown")}
    return next((fitting[name] for name in reversed(before) if name in fitting), None)


def _list_mentions(telling: Telling, people: Sequence[Person]) -> list[Mark]:
    """Where people are named in the narration, in order."""
    marks = [
        (place, _name_size(telling.text, place, person), person)
        for person in people
        for place in person.places
        if telling.narration[place] != " "
    ]
    return sorted(marks, key=_place_of)


def _place_of(mark: Mark) -> int:
    return mark[0]


def _marks_within(marks: Sequence[Mark], scene: Scene) -> Sequence[Mark]:
    first = bisect_left(marks, scene.start, key=_place_of)
    return marks[first : bisect_left(marks, scene.end, key=_place_of)]


def _weigh_pronouns(
    scene: Scene,
    telling: Telling,
    marks: Sequence[Mark],
    worth: dict[str, float],
) -> None:
    """Credit each "she" to whoever was last the subject of a sentence, else last named."""
    subjects = [mark for mark in marks if _is_subject(telling, mark[0])]
    for match in _PRONOUN.finditer(telling.narration, scene.start, scene.end):
        gender = "female" if match[1].lower() == "she" else "male"
        person = _last_of(subjects, match.start(), gender) or _last_of(marks, match.start(), gender)
        if person is not None:
            mindful = _MINDFUL.match(telling.narration, match.end()) is not None
            worth[person.name] += _PRONOUN_WORTH + (_MIND_WORTH if mindful else 0)


def _is_subject(telling: Telling, place: int) -> bool:
    """Whether a name opens a sentence of the narration, or one that "and" or "but" goes on."""
    before = telling.narration[max(0, place - 5) : place].strip()
    return not before or before[-1] in ".!?" or before.endswith(("and", "but"))


def _last_of(marks: Sequence[Mark], place: int, gender: str) -> Person | None:
    """The last person of a gender, or of none that is known, named before a place."""
    number = bisect_right(marks, place, key=_place_of)
    for _, _, person in reversed(marks[:number]):
        if person.gender in (gender, "unknown"):
            return person
    return None


def _name_size(text: str, place: int, person: Person) -> int:
    for name in person.names:
        if text.startswith(name, place):
            return len(name)
    return 0
