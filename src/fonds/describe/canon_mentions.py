"""Canon mentions: where a passage of a header names an episode, a season or a series.

Every mention is only a possibility: "Home" may be an episode and may be home. `canon_places`
judges by the words around it.
"""

from collections.abc import Iterator, Sequence

from fonds.describe.canon_numbers import read_code, read_episode_number, read_season, read_series
from fonds.describe.canon_passages import Mention, Passage, has_words, make_mention
from fonds.describe.canon_patterns import SMALL_WORDS
from fonds.describe.episode_index import CanonName, EpisodeIndex, ShowName, read_part

_QUOTES = frozenset("\"“”„«»'‘’*_`")
_LONGEST_GAP = 6
_SIGNS = frozenset('.;:!?…"“”()[]/—–')


def find_mentions(passage: Passage, index: EpisodeIndex, here: frozenset[int]) -> list[Mention]:
    """Find what may name a place, in order, not overlapping.

    Args:
        passage: n words.
        index: of all packs.
        here: indexes of the packs whose titles count; empty for all.

    Returns:
        Mentions; the longest where several begin at one word.

    Cost: O(n · names that begin with one word).
    """
    found: list[Mention] = []
    at = 0
    while at < len(passage.words):
        mention = (
            _read_quoted_number(passage, at, index, here)
            or read_code(passage, at)
            or read_season(passage, at)
            or _read_title(passage, at, index, here)
            or _read_episode(passage, at, index, here)
            or read_series(passage, at)
        )
        if mention is None:
            at += 1
        else:
            found.append(mention)
            at = mention.last + 1
    return found


def _read_quoted_number(
    passage: Passage, at: int, index: EpisodeIndex, here: frozenset[int]
) -> Mention | None:
    """Read a title that looks like a number and stands in marks of quotation."""
    if not passage.words[at].fold[0].isdecimal():
        return None
    title = _read_title(passage, at, index, here)
    return title if title is not None and title.is_quoted else None


def _read_episode(
    passage: Passage, at: int, index: EpisodeIndex, here: frozenset[int]
) -> Mention | None:
    """Read "episode 12", but no number in "the episode One Little Ship"."""
    mention = read_episode_number(passage, at)
    if mention is None or passage.words[at].fold != "episode":
        return mention
    return mention if _read_title(passage, at + 1, index, here) is None else None


def _read_title(
    passage: Passage, at: int, index: EpisodeIndex, here: frozenset[int]
) -> Mention | None:
    pair = tuple(word.fold for word in passage.words[at : at + 2])
    for name in (*index.names.get(pair, ()), *index.names.get(pair[:1], ())):
        if len(name.words) > 2 and not has_words(passage.words, at, name.words):
            continue
        groups = name.groups
        if here:
            groups = tuple(g for g in groups if index.places[g[0]].pack in here)
        if groups and _is_written(passage, at, name):
            return _title_mention(passage, at, name, groups, index)
    return None


def _is_written(passage: Passage, at: int, name: CanonName) -> bool:
    """Whether letters and the signs between the words are those of the title."""
    last = at + len(name.words) - 1
    written = passage.text[passage.words[at].start : passage.words[last].end]
    if name.raw and written != name.raw:
        return False
    has_comma = any("," in gap for gap in name.gaps)
    for k, gap in enumerate(name.gaps):
        here = passage.gap(at + k)
        signs = set(here) & _SIGNS - set(gap)
        if signs or len(here) > _LONGEST_GAP or here.count("\n") > 1:
            return False
        if ("," in here and not has_comma) or (" - " in here and gap.strip() == ""):
            return False
    return True


def _title_mention(
    passage: Passage,
    at: int,
    name: CanonName,
    groups: tuple[tuple[int, ...], ...],
    index: EpisodeIndex,
) -> Mention:
    last = at + len(name.words) - 1
    mention = make_mention("title", passage, at, last)
    mention.groups, mention.name = groups, name
    raws = [word.raw for word in passage.words[at : last + 1]]
    mention.is_cased = _is_cased(raws)
    mention.is_show = any(index.places[group[0]].pack in name.shows for group in groups)
    _add_quotes(passage, mention)
    if not mention.is_quoted or any(len(group) > 1 for group in groups):
        _add_part(passage, mention, index)
        _add_quotes(passage, mention)
    return mention


def _is_cased(raws: Sequence[str]) -> bool:
    """Whether words are written as a title: "The Body", "You are Cordially Invited"."""
    loud = [raw for raw in raws if raw[0].isupper() or raw[0].isdecimal()]
    small = [raw for raw in raws if raw.lower() in SMALL_WORDS or not raw[0].isalpha()]
    if raws[0] not in loud:
        return False
    others = [raw for raw in raws[1:] if raw not in small]
    return not others or any(raw in loud for raw in others)


def _add_quotes(passage: Passage, mention: Mention) -> None:
    """Take the marks of quotation around a mention into it."""
    text = passage.text
    after = mention.end
    while after < len(text) and text[after] in ".,!?…" and after < mention.end + 4:
        after += 1
    opens = mention.start > 0 and text[mention.start - 1] in _QUOTES
    if opens and after < len(text) and text[after] in _QUOTES:
        mention.is_quoted = True
        mention.start -= 1
        mention.end = after + 1


def _add_part(passage: Passage, mention: Mention, index: EpisodeIndex) -> None:
    """Read which parts of a two-parter are meant: "Part Two", "II", "(1)", "parts 1 & 2"."""
    words, at = passage.words, mention.last + 1
    if at >= len(words):
        return
    gap = passage.text[mention.end : words[at].start]
    if len(words[at - 1].fold) == 1:
        gap = gap.removeprefix(".")  # "in the U.K., Part 1"
    if gap.strip(" ,:(-\n\"”'’?!.…") or len(gap) > _LONGEST_GAP:
        return
    if set(gap) & set("?!.…") and not set(gap) & set("(,"):
        return
    is_named = words[at].fold in ("part", "parts", "pt", "pts")
    first = at + 1 if is_named else at
    if not is_named and gap.lstrip("?!.…") not in (" ", " (", "", " #", "("):
        return
    if is_named and first < len(words) and passage.gap(at).strip(" .#"):
        return
    numbers, last = _part_numbers(passage, first, is_named=is_named)
    parts = (_parts_of(group, numbers, index) for group in mention.groups)
    groups = tuple(group for group in parts if group)
    if not numbers or not groups:
        return
    mention.groups, mention.last, mention.end = groups, last, words[last].end
    closes = passage.text[mention.end : mention.end + 1] == ")"
    mention.end += closes


def _parts_of(
    group: tuple[int, ...], numbers: Sequence[int], index: EpisodeIndex
) -> tuple[int, ...]:
    """The parts of these numbers: by what they call themselves, else by their order."""
    own = {index.places[place].part: place for place in group}
    if any(own):
        return tuple(own[n] for n in numbers) if all(n in own for n in numbers) else ()
    return tuple(group[n - 1] for n in numbers) if numbers and max(numbers) <= len(group) else ()


def _part_numbers(passage: Passage, at: int, *, is_named: bool) -> tuple[list[int], int]:
    words = passage.words
    numbers: list[int] = []
    last = at - 1
    while at < len(words) and len(numbers) < 4:
        number = read_part(words[at])
        if number is None or (not is_named and words[at].raw[0].islower()):
            break
        numbers, last = [*numbers, number], at
        at += 1
        joined = at < len(words) and words[at].fold in ("and", "through", "to")
        signed = at < len(words) and passage.gap(last).strip() in ("/", "+", "-")
        if joined and at + 1 < len(words) and read_part(words[at + 1]) is not None:
            at += 1
        elif not signed:
            break
    if not is_named and numbers and _goes_on(passage, last):
        return [], last
    return numbers, last


def _goes_on(passage: Passage, last: int) -> bool:
    """Whether a bare number behind a title begins something else: "after Becoming 2 weeks pass"."""
    if last + 1 >= len(passage.words):
        return False
    return passage.gap(last) == " " and passage.words[last + 1].fold not in ("and", "or", "but")


def iter_shows_before(passage: Passage, at: int) -> Iterator[ShowName]:
    """The series named before a word in its clause, the nearest first. Cost: O(1), bounded."""
    for step in range(at - 1, max(-1, at - 14), -1):
        if step in passage.shows:
            yield passage.shows[step][0]
        gap = passage.gap(step - 1) if step else ";"
        if ";" in gap or "\n\n" in gap or any(sign in gap for sign in (". ", "! ", "? ")):
            return
