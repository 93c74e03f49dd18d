"""Ratings: every scale that fandom has used, to AO3's five."""

import re
from itertools import pairwise
from typing import NamedTuple

GENERAL = "General Audiences"
TEEN = "Teen And Up Audiences"
MATURE = "Mature"
EXPLICIT = "Explicit"
NOT_RATED = "Not Rated"

_LEVELS = (GENERAL, TEEN, MATURE, EXPLICIT)

# Films (MPA; BBFC; FSK; OFLC of Australia, New Zealand; Canada, Singapore), television,
# games (ESRB, PEGI), FanFiction.net before and after 2005 and the FictionRatings it took (K to
# MA), the FR scale of fan archives (FRC was G and PG, FRT PG-13, FRM R, FRAO NC-17), FR with an
# age, the "P" of fanfiktion.de, eFiction's and Wraithbait's words, AO3. A key is folded: lower
# case, no "-", "_", ".", " ".
_SCALES: dict[str, tuple[str, ...]] = {
    GENERAL: tuple(
        "g k k+ kplus pg pg7 pg8 pg10 u uc e10 e10+ ec y y7 tvy tvy7 tvg tvpg frk frc fr7 fr5 "
        "fr6 frg frpg p6 fsk0 fsk6 0+ 3+ 5+ 6+ 7+ 8+ 9+ 10+ allages anyage allaudiences "
        "allreaders all any ga gen generalaudience generalaudiences everyone everybody anyone "
        "family familyfriendly familysafe familyfare kidfriendly kidsafe childfriendly kids "
        "child children universal general forall foreveryone foreverybody foranyone "
        "suitableforall suitableforallages suitableforeveryone parentalguidance "
        "parentalguidancesuggested forchildren suitableforchildren worksafe safeforwork sfw "
        "allealtersstufen ohnealtersbeschränkung touspublics toutpublic todoslospúblicos "
        "todoslospublicos todopúblico todopublico pertutti alleleeftijden livre".split()
    ),
    TEEN: tuple(
        "pg13 pg14 pg15 pg12 t t+ tplus frt frt13 frt15 fr13 fr15 fr12 fr14 12 12a 12+ 13 13+ 14 "
        "14+ 14a 15 15+ r13 tv14 p12 fsk12 aa pegi12 "
        "teen teens teenandup teensandup teenandupaudiences teenager teenagers youngadult "
        "youngadults ya frteen olderteens pg16 parentsstronglycautioned".split()
    ),
    MATURE: tuple(
        "r m frm fr16 fr17 fr18 16 16+ 17 17+ r15 r16 r17 nc16 m18 18a ma15 ma15+ p16 fsk16 tvma "
        "tvm mature matureaudiences restricted frmature m15 m15+ m16 m16+ m17 m17+".split()
    ),
    EXPLICIT: tuple(
        "nc17 n17 nr17 x xx xxx triplex ma frao frmao fr21 fra 18 18+ 19+ 20+ 21 21+ r18 r18+ r21 "
        "nc18 nc21 x18 p18 fsk18 ao adult adults adult+ adult++ adultonly adultsonly adultcontent "
        "foradults foradultsonly explicit hardx fradult nc17+ e fradultonly fradultsonly "
        "nc17ao smut pwp".split()
    ),
    NOT_RATED: tuple("notrated unrated none nr na n/a norating notratedyet undecided".split()),
}
_TABLE = {key: rating for rating, keys in _SCALES.items() for key in keys}
_UNSURE = {
    "e": 0.6,
    "m15": 0.7,
    "m18": 0.7,
    "tvma": 0.7,
    "smut": 0.6,
    "pwp": 0.5,
    "x": 0.8,
    "family": 0.7,
    "familyfare": 0.7,
    "kids": 0.7,
    "child": 0.8,
    "children": 0.7,
    "worksafe": 0.6,
    "safeforwork": 0.6,
    "sfw": 0.6,
    "undecided": 0.5,
    "fr18": 0.85,
    "gen": 0.7,
    "all": 0.8,
    "any": 0.7,
    "anyone": 0.7,
    "aa": 0.6,
    "ya": 0.7,
    "youngadult": 0.7,
    "youngadults": 0.7,
    "n17": 0.8,
    "nr17": 0.7,
    "18a": 0.8,
}
"""Words that other scales or plain English use for something else."""

_TOKEN = re.compile(
    r"""(?<![\w+.'’])(?:
      nc[\ _-]?(?:16|17|18|21)\+? | n[r]?-17 | tv[\ -]?(?:y7|y|g|pg|14|ma|m)
    | fsk[\ -]?\d{1,2} | pegi[\ -]?\d{1,2}
    | pg[\ _-]?1[2-6] | pg | ma[\ -]?15\+? | ma | m[\ -]?1[5-8]\+?
    | fan[\ -]?rated[\ -](?:child|kid|kids|teens?|mature|adults?)(?:[\ -]only)?
    | fr[\ -]?(?:m?ao|k|c|t(?:[\ -]?1[35])?|m|g|pg|a|\d{1,2}) | (?:triple[\ -])?x{1,3}
    | k[\ -]plus | k\+? | e10\+? | r[\ -]?(?:1[35-8]|21)\+?
    | p(?:6|12|16|18) | 1[248]a | \+?\d{1,2}(?:\+|s)? | [gtrmuey] | ao | nr | n/a | ya
    | (?:all|any)[\ ]ages? | all[\ ](?:audiences|readers) | general[\ ]audiences? | general
    | (?:family|kid|child)[\ -](?:friendly|safe)
    | teen(?:ager)?s?(?:[\ ](?:and|&)[\ ]up)?(?:[\ ]audiences)? | young[\ -]adults?
    | matures? | adults?(?:[\ -]only|\+{1,2})? | explicit | restricted | not[\ ]rated | unrated
    | (?:for[\ ])?every(?:one|body) | universal | parental[\ ]guidance
    | parents[\ ]strongly[\ ]cautioned | work[\ -]?safe | safe[\ ]for[\ ]work | smut
    | tou[st]s?[\ ]publics? | todos[\ ]los[\ ]p[uú]blicos | alle[\ ](?:altersstufen|leeftijden)
    | ohne[\ ]altersbeschränkung | per[\ ]tutti
    )(?:-?ish)?(?![\w'’]|\.\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_SLASH_CODE = re.compile(r"(?<![\w/])[A-Za-z](?:/[A-Za-z])+(?![\w/+-])")
"""One-letter names with strokes between: "K/S" and "m/m" are pairs, "T/M" two ratings."""
_REVIEW = re.compile(r"\bR ?(?:&|and|n|'n'|/) ?R\b", re.IGNORECASE)
_ISH = re.compile(r"-?ish$", re.IGNORECASE)
_SPACES = re.compile(r"[\s._\-]+")
_LABEL = re.compile(
    r"^\W*(?:overall\s+)?(?:story\s+)?(?:is\s+)?rat(?:ing|ed)\s*(?:is\b|:|=)?\s*", re.IGNORECASE
)
_RETRACTED = re.compile(
    r"just kidding|only kidding|\bj/?k\b|not really|\bi wish\b|\blol\b|\bha ha\b", re.IGNORECASE
)
_DENIED = re.compile(
    r"(?:\bnot?\b|\bnothing\b|\bnever\b|\bnowhere\b|n['’]t\b|\bbelow\b|\bless than\b|\bunder\b"
    r"|\bnon\b)"
    r"(?:\s+(?:an?|the|quite|really|over|above|past|near|to|be|worse|than|higher|even|as)){0,3}"
    r"\s*$",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\?|\bmaybe\b|\bprobably\b|\bi think\b|\bi guess\b|\bnot sure\b|\bperhaps\b", re.IGNORECASE
)
_RANGE = re.compile(
    r"\s*(?:/|-{1,2}>?|=?>|–|—|→|to|or|through|thru|and|bordering on|verging on|almost|slash"
    r"|(?:and|or|to) (?:an?|maybe|perhaps)|to (?:a )?(?:hard|soft|light|strong|mild))"
    r"\s*(?:an? |(?:hard|soft|light|strong|mild|low|high) )?$",
    re.IGNORECASE,
)
_AGE_WORD = re.compile(
    r"[\s-]*(?:(?:years? )?(?:and|&|or) (?:up|over|older|above)|plus|\+|jahren?\b|ans\b|años\b)",
    re.IGNORECASE,
)
_RATED = re.compile(
    r"\b(?:rated|rating|a|an|hard|soft|light|strong|mild|high|low|heavy|cert|certificate|uk|bbfc"
    r"|pegi|fsk|age|ages|aged|ab|fsk ab|dès|mayores de)\W{0,3}$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:over|above|must be|under|moins de|unter|mayores de|menores de|vanaf|ab)[\s-]+"
    r"(?:at least\s+)?(?:the age of\s+)?$",
    re.IGNORECASE,
)
"""Before an age: who may read, or who may not ("no one under 18"), which says the same."""
_TITLE = re.compile(r"\b(?:mr|mrs|ms|dr|mister|agent|plan|vitamin|team)\W{0,2}$", re.IGNORECASE)
_AFTER_AGE = re.compile(
    r"\s*(?:$|[^\w\s]|(?:for|due|because|rated|rating|certificate)\b)", re.IGNORECASE
)
_EVERYONE = re.compile(r"\s+for\s+every", re.IGNORECASE)
_SITE = re.compile(
    r"^(?:aff|ff\.?net|ffn|ao3|mpaa|mpa|bbfc|tv|us|uk|esrb|fan|fiction|movie|film|archive|age)"
    r"(?: rat(?:ed|ing))?[ :=-]{1,3}(?=\S)",
    re.IGNORECASE,
)
_PLAIN_ENGLISH = frozenset(
    "general teen teens teenager teenagers everyone everybody adult adults mature matures".split()
)
_RATED_LETTERS = frozenset("gktmrx")
_MAX_STATED = 300
"""Longer is prose about something else; the bound keeps the cost bounded."""


class _Found(NamedTuple):
    rating: str
    start: int
    end: int
    confidence: float


def find_rating(stated: str) -> tuple[str | None, float]:
    """Find which of AO3's five ratings a header means.

    The whole statement is looked up first. Else every rating in it is found, with its
    qualifiers ("hard R", "T for swearing", "R-ish"): of a range the higher counts; what
    is denied ("nothing above R") does not; what is taken back ("NC-17 (just kidding,
    PG)") gives the last, with little confidence.

    Args:
        stated: the words after "Rating:"; more than 300 code points are cut there.

    Returns:
        The rating and the confidence, 0..1; (None, 0.0) when the words name no scale
        ("my mom could read it").

    Cost: O(length).
    Source: the scales' own published descriptions, named above `_SCALES`: what each says of age
        and content was held against AO3's words for its five; the confidences are our judgement.

    Example:
        >>> find_rating("hard R")[0], find_rating("PG/PG-13")[0], find_rating("see inside")
        ('Mature', 'Teen And Up Audiences', (None, 0.0))
    """
    text = _LABEL.sub("", stated[:_MAX_STATED].strip()).strip(" \t\r\n.,;:!()[]{}<>\"'“”*_~")
    if not text:
        return None, 0.0
    for whole in (_fold(text), _fold(_SITE.sub("", text))):
        if whole in _TABLE:
            return _TABLE[whole], _UNSURE.get(whole, 1.0)
    text = _REVIEW.sub(_blank, text)
    found = _find_all(_SLASH_CODE.sub(_blank, text)) or _find_all(_SLASH_CODE.sub(_rated, text))
    if not found:
        return None, 0.0
    return _weigh(text, found)


def _fold(token: str) -> str:
    return _SPACES.sub("", _ISH.sub("", token)).casefold()


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _rated(match: re.Match[str]) -> str:
    """Letters with strokes between, when each is a rating and they are no sexes; else blanks."""
    letters = match.group().lower().split("/")
    known = set(letters) <= _RATED_LETTERS and len(set(letters)) == len(letters)
    return match.group() if known else _blank(match)


def _find_all(text: str) -> list[_Found]:
    found: list[_Found] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if not _is_rating(text, match.group(), start, end):
            continue
        if (
            _DENIED.search(text, max(0, start - 40), start)
            and not match.group().rstrip("s").isdigit()
        ):
            continue
        key = _fold(match.group()).replace("fanrated", "fr").replace("&", "and")
        key = {"frchild": "frc", "frkid": "frk", "frkids": "frk", "frteens": "frt"}.get(key, key)
        key = key.replace("for", "", 1) if key.startswith("forevery") else key
        if key[:-1].isdigit():
            key = key.removesuffix("s")  # "over 18s only"
        if key.startswith("+"):  # "+18", as it is written south of the Pyrenees
            key = key.lstrip("+") + "+"
        aged = _AGE_WORD.match(text, end) or _OVER.search(text, max(0, start - 40), start)
        if key.isdigit() and aged:
            key += "+"
        if key == "e" and _EVERYONE.match(text, end):
            key = "everyone"
        rating = _TABLE.get(key) or _TABLE.get(key.rstrip("s"))
        if rating is not None:
            found.append(_Found(rating, start, end, _UNSURE.get(key, 1.0)))
    return found


def _is_rating(text: str, token: str, start: int, end: int) -> bool:
    """Whether a token stands as a rating here, and not as a letter, a number or a word."""
    first = not text[:start].strip(" ([-–—*\"'“") or bool(_RATED.search(text, 0, start))
    if len(token) == 1 and token.isalpha():
        return first or (token.isupper() and not _TITLE.search(text, 0, start))
    if token.rstrip("s").isdigit():
        if _AGE_WORD.match(text, end) or _OVER.search(text, max(0, start - 40), start):
            return True
        return first and _AFTER_AGE.match(text, end) is not None
    if token.casefold() in _PLAIN_ENGLISH:
        after = text[end:].lstrip(" -").casefold()
        return first or after.startswith(("audience", "rating", "rated", "only", "content"))
    return True


def _weigh(text: str, found: list[_Found]) -> tuple[str | None, float]:
    taken_back = _RETRACTED.search(text)
    if taken_back:
        after = [one for one in found if one.start > taken_back.start()]
        return (after or found)[-1].rating, 0.4 if after else 0.3
    ranked = [one for one in found if one.rating in _LEVELS]
    if not ranked:
        return found[0].rating, 0.8 * found[0].confidence
    best = max(ranked, key=lambda one: _LEVELS.index(one.rating))
    confidence = best.confidence
    if len({one.rating for one in ranked}) > 1:
        joined = all(
            _RANGE.fullmatch(text, before.end, after.start) is not None
            for before, after in pairwise(found)
        )
        confidence *= 0.85 if joined else 0.55
    elif _rest(text, best):
        confidence *= 0.9
    if _DOUBT.search(text):
        confidence *= 0.75
    return best.rating, round(confidence, 3)


def _rest(text: str, found: _Found) -> bool:
    """Whether the statement says more than the rating and its usual qualifiers."""
    before = text[: found.start].casefold().split()
    after = text[found.end :].casefold().lstrip(" -–—:,(").split()
    usual = all(
        word in {"a", "hard", "soft", "light", "strong", "rated", "mild"} for word in before
    )
    return not usual or bool(after and after[0] not in {"for", "due", "because"})
