"""Canon numbers: "4x10", "season four, episode ten", "the third season", "post-series"."""

import re

from fonds.describe.canon_passages import Mention, Passage, make_mention
from fonds.describe.canon_patterns import FINALES, ORDINALS, SEASON_SPANS
from fonds.describe.episode_index import Word, fold_word, read_part

_CODE = re.compile(
    r"s(?P<season>\d{1,2})(?:(?:e|ep|x)(?P<number>\d{1,3}))?|(?P<s>\d{1,2})x(?P<n>\d{1,3})"
)
_EPISODE_CODE = re.compile(r"(?:e|ep|episode)(\d{1,3})")
_MOST_SEASON = 30
_LISTED = frozenset({"and", "or", "through", "to"})


def _number(word: Word) -> int | None:
    """A small number, in digits, words or capitals of Rome."""
    fold = fold_word(word.raw[:-2]) if word.raw.endswith(("'s", "’s")) else word.fold
    if fold.isdecimal():
        return int(fold) if len(fold) < 3 else None
    return read_part(word) if len(word.raw) > 1 or word.raw in ("I", "V", "X") else None


def read_code(passage: Passage, at: int) -> Mention | None:
    """Read "4x10", "S4E10", "S4", "4.10" and "410"."""
    word = passage.words[at]
    if not word.fold[-1].isdecimal() or not word.fold.isascii():
        return None
    if word.fold.isdecimal():
        return _read_digits(passage, at)
    match = _CODE.fullmatch(word.fold)
    if match is None:
        return None
    season = int(match["season"] or match["s"])
    number = match["number"] or match["n"]
    if number is None:
        return _with_episode(passage, _season_mention(passage, at, at, (season,)))
    mention = make_mention("number", passage, at, at)
    mention.seasons, mention.number = (season,), int(number)
    return mention


def _read_digits(passage: Passage, at: int) -> Mention | None:
    """Read "4.10" and "410", which may be anything."""
    word = passage.words[at]
    before = passage.text[word.start - 1 : word.start]
    if before in ("$", ".", "£", "/", "-"):
        return None
    pair = passage.words[at + 1] if at + 1 < len(passage.words) else None
    if pair is not None and len(word.fold) < 3 and passage.gap(at) == ".":
        after = passage.text[pair.end : pair.end + 2]
        if len(pair.raw) == 2 and pair.raw.isdecimal() and not after[1:].isdecimal():
            mention = make_mention("number", passage, at, at + 1)
            mention.seasons, mention.number = (int(word.fold),), int(pair.raw)
            mention.is_bare = True
            return mention
    if len(word.raw) in (3, 4) and word.raw.isdecimal():
        mention = make_mention("number", passage, at, at)
        mention.seasons, mention.number = (int(word.raw[:-2]),), int(word.raw[-2:])
        mention.is_bare = True
        return mention
    return None


def _season_mention(
    passage: Passage, first: int, last: int, seasons: tuple[int, ...]
) -> Mention | None:
    if not seasons or max(seasons) > _MOST_SEASON:
        return None
    mention = make_mention("season", passage, first, last)
    mention.seasons = seasons
    return mention


def read_season(passage: Passage, at: int) -> Mention | None:
    """Read "season 4", "seasons 3 and 4", "4th season", "Season/Series 04", "finale of S4"."""
    word = passage.words[at]
    if word.fold in ("season", "seasons", "series") and at + 1 < len(passage.words):
        first = at + 1
        if passage.words[first].fold == "series" and passage.gap(at) == "/":
            first += 1
        if first >= len(passage.words) or passage.gap(first - 1).strip(" \n-/#>"):
            return None
        numbers, last, is_range = _read_numbers(passage, first, is_list=word.fold == "seasons")
        if word.fold == "series" and first == at + 1 and not passage.words[first].raw.isdecimal():
            return None
        mention = _season_mention(passage, at, last, numbers)
        if mention is not None:
            mention.is_range = is_range
        return _with_episode(passage, mention)
    if word.fold in ORDINALS:
        return _read_ordinal(passage, at)
    return None


def _read_numbers(passage: Passage, at: int, *, is_list: bool) -> tuple[tuple[int, ...], int, bool]:
    """Read "4", "3 and 4", "1-4": the numbers, the index of the last, and whether it is a range."""
    words = passage.words
    first = _number(words[at]) if at < len(words) else None
    if first is None:
        return (), at, False
    numbers, last, is_range = [first], at, False
    while last + 1 < len(words) and len(numbers) < 10:
        gap, step = passage.gap(last).strip(" \n"), last + 1
        joint = gap
        if words[step].fold in _LISTED and step + 1 < len(words) and not gap.strip(","):
            joint, step = words[step].fold, step + 1
        if joint not in ("and", "or", "through", "to", "-", "–", "/", ",", "&", "+"):
            break
        if joint == "," and not is_list:
            break
        if step > last + 1 and passage.gap(step - 1).strip(" \n"):
            break
        if words[step].fold in SEASON_SPANS and step + 1 < len(words):
            step += 1
        number = _number(words[step])
        if number is None or number > _MOST_SEASON:
            break
        spans = joint in ("through", "to", "-", "–") and number > numbers[-1]
        is_range = is_range or spans
        numbers += range(numbers[-1] + 1, number + 1) if spans else [number]
        last = step
    return tuple(numbers[:12]), last, is_range


def _read_ordinal(passage: Passage, at: int) -> Mention | None:
    """Read "fourth season", "third and fourth seasons", "tenth episode of season four"."""
    words = passage.words
    numbers, step = [ORDINALS[words[at].fold]], at + 1
    while (
        step + 1 < len(words)
        and words[step].fold in ("and", "or")
        and words[step + 1].fold in ORDINALS
    ):
        numbers.append(ORDINALS[words[step + 1].fold])
        step += 2
    if step >= len(words) or passage.gap(step - 1).strip(" -\n>"):
        return None
    if words[step].fold in SEASON_SPANS:
        return _with_episode(passage, _season_mention(passage, at, step, tuple(numbers)))
    if words[step].fold == "episode" and len(numbers) == 1:
        return _of_season(passage, at, step, numbers[0])
    return None


def _of_season(passage: Passage, first: int, last: int, number: int) -> Mention | None:
    """Read on after "episode 10": "of season 4", "of the fourth season", ", season 4"."""
    words = passage.words
    step = last + 1
    while step < len(words) and step < last + 3 and words[step].fold in ("of", "in", "from", "the"):
        step += 1
    season = read_season(passage, step) if step < len(words) else None
    if season is None or len(season.seasons) != 1 or season.kind != "season":
        return None
    mention = make_mention("number", passage, first, season.last)
    mention.seasons, mention.number, mention.is_edge = season.seasons, number, number < 0
    return mention


def _with_episode(passage: Passage, season: Mention | None) -> Mention | None:
    """Read on after a season: ", episode 10", "E10", "finale"."""
    if season is None or len(season.seasons) != 1 or season.last + 1 >= len(passage.words):
        return season
    words, at = passage.words, season.last + 1
    if passage.gap(season.last).strip(" ,:-\n>'’/"):
        return season
    fold = words[at].fold
    code = _EPISODE_CODE.fullmatch(fold)
    number: int | None = None
    if code is not None:
        number = int(code[1])
    elif fold in ("episode", "e") and at + 1 < len(words) and not passage.gap(at).strip(" .#\n"):
        at += 1
        number = _number(words[at])
    is_edge = number is None and fold in FINALES and "," not in passage.gap(at - 1)
    if is_edge:
        number = FINALES[fold]
    if number is None:
        return season
    mention = make_mention("number", passage, season.first, at)
    mention.seasons, mention.number, mention.is_edge = season.seasons, number, is_edge
    return mention


def read_episode_number(passage: Passage, at: int) -> Mention | None:
    """Read "episode 12", "episode ten of season four", "finale of season 4"."""
    words = passage.words
    fold = words[at].fold
    if fold in FINALES and FINALES[fold] < 0:
        return _of_season(passage, at, at, -1)
    if fold != "episode" or at + 1 >= len(words) or passage.gap(at).strip(" .#\n"):
        return None
    number = _number(words[at + 1])
    if number is None or passage.gap(at).startswith("\n\n"):
        return None
    longer = _of_season(passage, at, at + 1, number)
    if longer is not None:
        return longer
    mention = make_mention("number", passage, at, at + 1)
    mention.number = number
    return mention


def read_series(passage: Passage, at: int) -> Mention | None:
    """Read "series", "show" and "canon" where they are all of it: "pre-series", "post-finale"."""
    word = passage.words[at]
    if word.fold in ("preseries", "postseries", "precanon", "postcanon"):
        return make_mention("series", passage, at, at)
    if at and passage.words[at - 1].fold in ("pre", "post"):
        for last, (shown, first) in passage.shows.items():
            if first == at and shown.is_strong:
                return make_mention("series", passage, at, last)
    last = at
    if word.fold in ("series", "show") and at + 1 < len(passage.words):
        follows = passage.words[at + 1].fold in ("finale", "ends", "ended", "end", "ending")
        last = at + 1 if follows and not passage.gap(at).strip(" ") else at
    elif word.fold not in ("canon", "finale", "pilot", "series", "show"):
        return None
    return make_mention("series", passage, at, last)
