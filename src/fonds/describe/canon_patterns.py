"""Canon patterns: the words by which a header says where in its canon a story stands.

All words are folded as `episode_index.split_words` folds them: small letters, no
apostrophes, numbers as digits. A phrase stands before what it speaks of ("missing scene from
Hush") or behind it ("Hush never happened").
"""

from typing import Literal, NamedTuple

Relation = Literal["before", "during", "after", "instead", "season"]

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINALS: dict[str, int] = {
    **{
        f"{n}{'th' if 10 < n < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}": n
        for n in range(1, 31)
    }
}
"""Folded ordinal to its number."""

FOLDED_WORDS: dict[str, str] = {
    **{word: str(n) for n, word in enumerate(_NUMBERS) if n},
    **{word: key for key, n in ORDINALS.items() if n < 21 for word in (_ORDINALS[n],)},
    "&": "and",
    "versus": "vs",
    "v": "vs",
    "honour": "honor",
    "favour": "favor",
    "colour": "color",
    "judgement": "judgment",
    "grey": "gray",
    "armour": "armor",
    "neighbour": "neighbor",
    "centre": "center",
    "theatre": "theater",
    "thru": "through",
    "till": "until",
    "til": "until",
    "eps": "episodes",
    "ep": "episode",
    "episde": "episode",
    "spoiler": "spoilers",
}
"""Words that are one: numbers, British spelling, short forms."""

ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")

SMALL_WORDS = frozenset(
    "a an the of in on at to for from by with and or but nor as is not vs over into up w".split()
)
"""Words that a title may have in small letters."""

FEASTS = frozenset(
    (
        "halloween thanksgiving christmas easter homecoming prom birthday valentine hanukkah "
        "solstice earth sunday monday tuesday wednesday thursday friday saturday january "
        "february march april may june july august september october november december"
    ).split()
)
"""What prose writes with a capital though it is no title."""

TIME_WORDS = frozenset(
    (
        "day days week weeks month months year years decade decades hour hours minute minutes "
        "moment moments morning night evening afternoon nights summer christmas right just "
        "immediately directly shortly soon straight long later sometime anytime time while bit "
        "set place story fic takes happens happened happening occurs begins starts picks events "
        "some somewhere anywhere"
    ).split()
)
"""What stands before "after" and "before" where they place a story in time."""

LINKS = frozenset("and or the episode episodes also both a".split())
"""What may stand between two titles of one list."""

FILLERS = LINKS | frozenset(
    (
        "for from of in on to at during events event end ending conclusion close beginning start "
        "middle scenes parts part half 1st 2nd 2 parter titled called entitled in an season "
        "finale canon aired tv show just about especially specifically mainly"
    ).split()
)
"""What may stand between a phrase and the title it speaks of."""

EXPLICIT = frozenset({"episode", "episodes", "events"})
"""Words that say that a title is one: "the episode Family", "the events of Home"."""

SPOILER_FILLERS = frozenset(
    (
        "up to and including everything anything all of through until past beyond for from the "
        "major minor mild slight small big huge vague possible some few any tiny potential "
        "contains general specific mostly mainly especially about as far in references reference "
        "mentions mention details plot lots s or end is are there it to whole entire massive "
        "beginning events ending including following episode episodes a tons also well beware "
        "but not limited only just no warning this story"
    ).split()
)
"""What may stand between "spoilers" and a title."""

DENIALS = frozenset("no not without none never any zero avoid avoids free".split())


class Cue(NamedTuple):
    """A phrase and what it says.

    Attributes:
        relation: of the story to the place; None when it only says that a title is one.
        level: 3 when only canon is spoken of so, 2 when a story is placed in time, 1 for
            ordinary words ("after").
        is_between: what follows is after the first and before the second.
        is_spoiler: it tells what is given away, not where a story stands.
    """

    relation: Relation | None
    level: int
    is_between: bool = False
    is_spoiler: bool = False


def _phrases(cue: Cue, text: str) -> dict[tuple[str, ...], Cue]:
    return {tuple(phrase.split()): cue for phrase in text.split(" | ")}


_DURING, _AFTER, _BEFORE, _INSTEAD = (
    Cue("during", 3),
    Cue("after", 3),
    Cue("before", 3),
    Cue("instead", 3),
)
_DEPARTS = (
    "au | goes au | going au | went au | au starting | au beginning | au set | ventures au | "
    "turns au | veers au | alternate universe | alternate universe set | canon au | canon divergence | "
    "canon divergent | divergence | diverges | diverges from canon | diverging | divergent | "
    "diverging from canon | departs from canon | departs | branches off | splits off | "
    "breaks from canon | breaks off | breaks with canon | strays from canon | ignores everything | ignoring everything | "
    "ignore everything | ignores all | ignores canon | ignoring canon | disregards everything | disregarding everything | "
    "disregard everything | disregards canon | veers off | veers off from canon | forget everything | "
    "forgets everything | noncompliant | no longer canon | not canon | jossed"
).split(" | ")
_DEPARTED = {
    (*head.split(), joint): _INSTEAD
    for head in _DEPARTS
    for joint in (
        "after before from at in during with since past post beyond of for following as until to"
    ).split()
}

_SCENES = (
    "missing scene | missing scenes | missing moment | missing moments | deleted scene | "
    "deleted scenes | lost scene | lost scenes | unseen scene | unseen scenes | cut scene | "
    "extra scene | extra scenes | added scene | off screen scene | offscreen scene | "
    "fill in scene | in between scene | missing bit | missing conversation"
).split(" | ")
_SCENE_OF = {
    (*scene.split(), joint): _DURING
    for scene in _SCENES
    for joint in ("from", "for", "of", "in", "to", "during")
}

BEFORE_TITLE: dict[tuple[str, ...], Cue] = {
    **_phrases(
        _DURING,
        f"{' | '.join(_SCENES)} | "
        "behind the scenes | scene from the episode | scenes from the episode | "
        "scene we missed | scenes we missed | scene we didnt see | scenes we didnt see | "
        "episode insert | insert | filler | episode filler | missing bit | missing chapter | "
        "novelization | novelisation | novelization of | fill in scene | in between scene | "
        "episode related | episode reaction | missing conversation | missing hour | missing hours",
    ),
    **_phrases(
        Cue("during", 2),
        "set during | set in | takes place during | takes place in | takes place within | "
        "taking place during | taking place in | happens during | happens in | happening during | "
        "occurs during | occurs in | occurring during | place during | set within | set inside | "
        "set around | takes place around | set right in | set mid | mid | in the middle of | "
        "in the midst of | the night of | the day of | the evening of | the morning of | "
        "concurrent with | set at | begins during | starts during | opens during | during the events of | "
        "during the course of | sometime during | set sometime during | some time during | set at the end of | "
        "takes place at the end of | at the end of | scene from | scenes from | retells | retelling of",
    ),
    **_phrases(
        _AFTER,
        "coda | codas | tag | tags | episode tag | episode tags | post episode | postep | "
        "post episodes | postepisode | post episodic | episode coda | epilogue | episode epilogue | "
        "aftermath | aftermath of | in the aftermath of | the events of | continues from the episode | follow up to the episode | "
        "sequel to the episode | continuation of the episode | sequel to episode | follow up to episode | "
        "picks up where | takes up where | begins where | starts where",
    ),
    **_phrases(
        Cue("after", 2),
        "post | set post | after the events of | set after | takes place after | in the wake of | "
        "immediately following | directly following | right following | set following | "
        "takes place following | shortly following | following the events of | follows the events of | "
        "follows directly after | follows directly on from | follows on from | picks up after | "
        "picks up from | picks up right after | set immediately after | set just after | set shortly after | set right after",
    ),
    **_phrases(Cue("after", 1), "after | since | following | follows | followed"),
    **_phrases(
        Cue("before", 2),
        "pre | set pre | set before | takes place before | set prior to | leading up to | leads up to | "
        "leading into | leads into | leads right into | just prior to | on the eve of | sometime prior to | "
        "immediately prior to | takes place prior to | the events before | anytime before",
    ),
    **_phrases(Cue("before", 1), "before | prior to | preceding | precedes"),
    **_phrases(
        Cue("before", 3),
        "pre episode | preepisode | prequel to the episode | prelude to the episode",
    ),
    **_phrases(
        Cue("after", 2, is_between=True),
        "between | in between | set between | takes place between | somewhere between | sometime between",
    ),
    **_phrases(Cue("during", 1), "during | throughout | in episode"),
    **_phrases(
        _INSTEAD,
        "alternate ending | alternate ending to | alternative ending | different ending | "
        "alternate end | alternate ending for | another ending | alternate version of | alternate version | "
        "alternative version of | different version of | alternate take on | au take on | au version of | au of | "
        "episode au | episode fix it | fix it | fixit | fixes | ignores | ignoring | disregards | disregarding | "
        "ignore | episode rewrite | pretend that | pretends that | pretend | pretends | what if | "
        "canon up to | canon through | canon until | canon as of | follows canon until | follows canon up to | "
        "follows canon through | undoes | au post | au after the events of",
    ),
    **_phrases(
        Cue("instead", 2),
        "rewrite of | rewrite | re write of | re write | reworking of | rewriting of | rewriting | rewrites | rewritten | au",
    ),
    **_SCENE_OF,
    **_DEPARTED,
}
"""Phrases before a title; "for", "of", "the" and the like may stand between."""

SEASON_CUES: dict[tuple[str, ...], Cue] = _phrases(
    Cue("season", 1),
    "early | mid | late | middle | mid to late | early to mid | beginning of | start of | end of | middle of | "
    "near the end of | around | about | circa | approximately | throughout | somewhere in | sometime in | "
    "in | in early | in late | in mid | based on | canon",
)
"""Before a season besides."""

SPOILER_CUES: dict[tuple[str, ...], Cue] = _phrases(
    Cue("after", 3, is_spoiler=True),
    "up to | up to and including | up until | up through | through | until | past | beyond | as far as | as of | "
    "everything | anything | all of | for | including | especially | mostly | mainly | specifically | about | "
    "particularly | references to | reference to | mentions of | mention of | major | minor | mild | slight | "
    "small | some | vague | big | huge | possible | general | specific | to | from | events of | events in | events from | "
    "whole of | most of | knowledge of | familiar with",
)
"""Before a title where spoilers are told of."""

AFTER_TITLE: dict[tuple[str, ...], Cue] = {
    **_phrases(
        _INSTEAD,
        "never happened | never happens | didnt happen | did not happen | doesnt happen | does not happen | "
        "never took place | never aired | doesnt exist | does not exist | didnt exist | is ignored | "
        "is disregarded | au | rewrite | fix it | fixit | alternate ending | alternative ending | "
        "never existed | hadnt happened | had never happened | had not happened | went differently | "
        "goes differently | had gone differently | ended differently | ends differently | has not happened | "
        "was ignored | are ignored | are disregarded | alternate universe | alternate version | have not happened",
    ),
    **_phrases(
        _DURING,
        "missing scene | missing scenes | missing moment | missing moments | deleted scene | insert | scene that was missing",
    ),
    **_phrases(
        _AFTER,
        "tag | tags | coda | post episode | postep | epilogue | aftermath | episode tag | spoilers | "
        "left off | leaves off | ended | ends",
    ),
    **_phrases(Cue(None, 3), "episode | the episode | an episode"),
}
"""Phrases behind a title."""

SEASON_SPANS = frozenset({"season", "seasons"})
FINALES: dict[str, int] = {
    "finale": -1,
    "ender": -1,
    "closer": -1,
    "premiere": 0,
    "opener": 0,
    "premier": 0,
    "pilot": 0,
}
"""What the last and the first episode of a season are called, and its place in it."""

CLAUSE_ENDS = frozenset(
    (
        "and or but with in at on of when where while as so because then for is was if by from "
        "until to which that who this takes set after before spoilers i not although though may "
        "or mostly goes happens later only au so au will although since here probably onwards "
        "onward era timeline universe verse somewhere she he they we it"
    ).split()
)
"""Small words that may follow a title at once; a capital or a noun makes it part of something."""

OWN_WORKS = frozenset("my our previous earlier other last former 1st 2nd".split())
OWN_KINDS = frozenset("story stories fic fics series sequel saga trilogy universe fanfic".split())
"""An author's own stories ("my story 'Home'", "the second in my series")."""

NOT_CANON = frozenset(
    "song songs lyrics poem album book novel track tune hymn ballad single painting poet band".split()
)
"""What else has a title: "the song 'Something Blue'"."""


def by_last(table: dict[tuple[str, ...], Cue]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """List phrases by their last word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(table, key=len, reverse=True):
        found.setdefault(words[-1], []).append(words)
    return {key: tuple(phrases) for key, phrases in found.items()}


def by_first(table: dict[tuple[str, ...], Cue]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """List phrases by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(table, key=len, reverse=True):
        found.setdefault(words[0], []).append(words)
    return {key: tuple(phrases) for key, phrases in found.items()}
