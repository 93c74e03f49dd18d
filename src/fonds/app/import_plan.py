"""Import plan: what an archive would bring in, whichever kind of archive it is."""

from collections.abc import Callable, Mapping
from hashlib import sha256

from msgspec import Struct, structs

from fonds.app.reader_process import knowledge_here
from fonds.app.reading import Knowledge, finish_work
from fonds.decode.decode import decode_bytes
from fonds.describe.kind import make_kind_claims
from fonds.describe.stated import describe_stated
from fonds.describe.suggested_claims import find_milder
from fonds.describe.switches import drop_claims
from fonds.describe.whole import describe_kind, describe_whole
from fonds.library.readings import Member
from fonds.model.claim import Claim
from fonds.model.problem import Problem
from fonds.model.work import Source, Work
from fonds.parse.archive_codes import Oddity
from fonds.parse.archive_story import ArchivedStory, build_story, is_only_link

KIND_BY = "kind.archived/1"
"""What says that a work is a story because its archive kept it as one."""


class StoryItem(Struct, frozen=True):
    """A story with the bytes of its chapters, ready to be read in any process.

    Attributes:
        story: as its archive keeps it.
        is_listed: whether the archive's tables say that it is a story.
    """

    story: ArchivedStory
    is_listed: bool


class PlannedWork(Struct, frozen=True):
    """A work that an import would make.

    Attributes:
        title: for people, or "".
        chapters: how many its archive lists.
        load: gives its rows and the bytes of its chapters.
    """

    title: str
    chapters: int
    load: Callable[[], StoryItem]


class ImportPlan(Struct, frozen=True):
    """What an archive would bring in.

    Attributes:
        kind: of archive: "efiction", "automated-archive" or "calibre".
        name: as the archive calls itself, or "".
        works: w works, in the archive's order.
        oddities: of the archive as a whole; those of a work are its problems.
        members: for each file that holds rows, by name: the rows works are made of.
        used: names of files whose words become works.
        reasons: why another file is kept and not read, by name, where more can be said than that.
        authors: how many people its tables name as writers of these works.
        series: how many series they are in.
    """

    kind: str
    name: str
    works: tuple[PlannedWork, ...]
    oddities: tuple[Oddity, ...]
    members: Mapping[str, tuple[Member, ...]]
    used: frozenset[str]
    reasons: Mapping[str, str]
    authors: int
    series: int


def digest_bytes(data: bytes) -> str:
    """Name bytes as the library names them."""
    return "sha256:" + sha256(data).hexdigest()


def parse_item(item: StoryItem) -> Work:
    """Read a story without describing it."""
    return build_story(item.story, decode_bytes, digest_bytes)


def make_unread_work(item: StoryItem, *problems: Problem) -> Work:
    """Make the work of a story that no reader survives: its first file, and why."""
    leaf = next(one.text for one in item.story.chapters if one.text is not None)
    digest = digest_bytes(leaf.data)
    size = len(leaf.data)
    source = Source(leaf.path, leaf.member, digest, size, leaf.media_type, None)
    return Work((source,), "not-story", "It could not be read.", (), problems=problems)


def read_item(item: StoryItem) -> Work:
    """Read and describe a story, in a process that `prepare_reader` has made ready."""
    return finish_archived(parse_item(item), item, knowledge_here())


def finish_archived(work: Work, item: StoryItem, knowledge: Knowledge) -> Work:
    """Describe a story that was read from an archive.

    What its tables call a story is one, and so is a chapter that they have lost; of other
    files the words decide, as always.

    Args:
        work: as `parse_item` gave it.
        item: what it was read from.
        knowledge: packs.

    Returns:
        The work with all claims. The same item gives the same work.

    Cost: O(characters).
    """
    # The date is the archive's own and not one that a header states beside others.
    own = tuple(c for c in work.claims if c.field == "date" and c.by == item.story.by)
    others = tuple(claim for claim in work.claims if claim not in own)
    stated = describe_stated(others, knowledge.packs)
    work = structs.replace(work, claims=(*stated, *others, *own))
    if not item.is_listed:
        return finish_work(work, knowledge)
    claims = (*work.claims, Claim("kind", "story", "stated", 0.95, (), KIND_BY))
    told = describe_kind(work)
    if told.kind == "story":
        claims = (*claims, *make_kind_claims(told, work.blocks))
    bare = structs.replace(work, kind="story", reason=_give_reason(work), claims=claims)
    ratings = None if "rating" in knowledge.without else knowledge.ratings
    whole = describe_whole(bare, knowledge.finder, ratings, episodes=knowledge.episodes)
    claims = (*claims, *drop_claims(whole, knowledge.without))
    milder = find_milder(claims)
    problems = bare.problems if milder is None else (*bare.problems, milder)
    return structs.replace(bare, claims=claims, problems=problems)


def _give_reason(work: Work) -> str:
    if is_only_link(work):
        return "The archive lists it as a story; there is only a link to where it was."
    return work.reason
