"""Reading: leaves become works. Pure; what an engine runs, anywhere and in any order."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from hashlib import sha256

from msgspec import Struct, structs

from fonds.decode.decode import decode_bytes
from fonds.describe.episode_index import EpisodeIndex, make_episode_index
from fonds.describe.fandom_in_text import FandomFinder, make_fandom_finder
from fonds.describe.kind import make_kind_claims
from fonds.describe.rating_model import RatingModel
from fonds.describe.stated import describe_stated
from fonds.describe.suggested_claims import RATING_MILDER, find_milder
from fonds.describe.switches import drop_claims
from fonds.describe.whole import WHOLE_MAKERS, describe_kind, describe_whole
from fonds.model.claim import Claim
from fonds.model.work import Leaf, Source, Work
from fonds.packs.pack import Pack
from fonds.parse.formats import read_manuscript
from fonds.parse.parts import JOINED_BECAUSE, join_parts
from fonds.parse.works import find_works

STAGE = "reading/2"
"""Version of the stages together: readings made by another are out of date."""


class Knowledge(Struct, frozen=True):
    """What readers know beforehand.

    Attributes:
        packs: the fandom packs.
        finder: their names, ready to be found in a text.
        without: describers that are left off, by their names in
            `fonds.describe.switches.SWITCHES`.
        ratings: what the library has learnt of ratings from its own headers, or None.
        episodes: gives the places of their canons, made at the first call; None finds none.
    """

    packs: tuple[Pack, ...]
    finder: FandomFinder
    without: frozenset[str] = frozenset()
    ratings: RatingModel | None = None
    episodes: Callable[[], EpisodeIndex] | None = None


def make_knowledge(
    packs: Sequence[Pack],
    without: frozenset[str] = frozenset(),
    ratings: RatingModel | None = None,
) -> Knowledge:
    """Prepare packs for reading. Cost: O(names); once a process."""
    episodes = None if "canon" in without else cache(partial(make_episode_index, packs))
    return Knowledge(tuple(packs), make_fandom_finder(packs), without, ratings, episodes)


def read_leaf(leaf: Leaf, knowledge: Knowledge) -> tuple[Work, ...]:
    """Read one file into drafts: works that are not yet joined with their other parts.

    Args:
        leaf: a file that is no container.
        knowledge: packs.

    Returns:
        n >= 1 drafts, with what their headers state. The same leaf gives the same drafts.

    Cost: O(bytes).
    """
    manuscript = read_manuscript(leaf.media_type, leaf.data, decode_bytes)
    source = Source(
        path=leaf.path,
        member=leaf.member,
        digest="sha256:" + sha256(leaf.data).hexdigest(),
        bytes=len(leaf.data),
        media_type=leaf.media_type,
        encoding=manuscript.text.encoding or None,
    )
    manuscript = structs.replace(manuscript, problems=(*leaf.problems, *manuscript.problems))
    drafts = []
    for work in find_works(manuscript, source):
        claims = (*work.claims, *_address_claims(leaf))
        stated = describe_stated(claims, knowledge.packs)
        texts = (manuscript.text.chars,)
        drafts.append(structs.replace(work, claims=(*stated, *claims), texts=texts))
    return tuple(drafts)


def _address_claims(leaf: Leaf) -> tuple[Claim, ...]:
    """The address that a web archive filed a page under."""
    member = leaf.member or ""
    start = max(member.find("http://"), member.find("https://"))
    if start < 0:
        return ()
    return (Claim("source_url", member[start:], "stated", 0.9, (), "web-archive/1"),)


def finish_works(drafts: Iterable[Work], knowledge: Knowledge) -> tuple[Work, ...]:
    """Join parts and describe what only the whole shows.

    Args:
        drafts: n drafts in the order of their paths.
        knowledge: packs.

    Returns:
        m <= n works, each told to be a story or not.

    Cost: O(characters).
    """
    return tuple(finish_work(work, knowledge) for work in join_parts(list(drafts)))


def finish_work(work: Work, knowledge: Knowledge) -> Work:
    """Describe one joined work from its whole. Finishing twice changes nothing more."""
    claims = tuple(claim for claim in work.claims if claim.by not in WHOLE_MAKERS)
    bare = structs.replace(work, claims=claims)
    if work.blocks:
        kind = describe_kind(bare)
        joined = work.reason.startswith(JOINED_BECAUSE) and kind.kind == "story"
        reason = work.reason if joined else kind.reason
        claims = (*claims, *make_kind_claims(kind, work.blocks))
        bare = structs.replace(bare, kind=kind.kind, reason=reason, claims=claims)
    ratings = None if "rating" in knowledge.without else knowledge.ratings
    whole = describe_whole(bare, knowledge.finder, ratings, episodes=knowledge.episodes)
    described = drop_claims(whole, knowledge.without)
    claims = (*claims, *described)
    problems = tuple(one for one in work.problems if one.code != RATING_MILDER)
    milder = find_milder(claims) if bare.kind == "story" else None
    if milder is not None:
        problems = (*problems, milder)
    return structs.replace(bare, claims=claims, problems=problems)
