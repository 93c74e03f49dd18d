"""Likeness: which works share a work's distinctive words and rare values; asked of the engine.

A word is distinctive when it is frequent in the work and rare in the library (term frequency
times inverse document frequency); names are left out, for who is in a story is said elsewhere.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf, log

import tantivy
from msgspec import Struct

from fonds.model.sight import FULL_SIGHT, Sight
from fonds.search.fields import analyze, clean
from fonds.search.index import SearchIndex, engine_errors
from fonds.search.matching import count_matching
from fonds.search.seeing import within_sight

_FORM = re.compile(r"[^\W\d_]{4,30}")
"""Words of four letters and more: shorter ones seldom tell what a story is about."""

READ_MOST = 200_000
"""Characters of a body that are read: some 35,000 words say what it is about."""

WORDS_MOST = 24
"""Distinctive words that are looked for: with 40 the answers were no better, and later."""

WORDS_LEAST = 8
"""Of a story with fewer distinctive words, one that is shared counts as if it had so many."""

_CHECKED_MOST = 400
"""Words whose frequency in the library is looked up: a millisecond for 150."""

_COMMON_SHARE = 0.02
_COMMON_LEAST = 30
"""A word that more than this share of works has is not distinctive; in small libraries one that
more than so many have, or a third of all."""

_LOOSE_ENDINGS = ("ly", "ed", "ing")
_LOOSE = 0.6
"""How words say what is done, not what there is: worth less, by hand."""

_PLAIN = frozenset(
    """
    able about above across after again against ahead almost alone along already also although
    always another answer answered anyone anything apart around asked away back became because
    become been before began begin begun behind being believe below beneath beside best better
    between beyond both bring brought business call called came cannot carried carry case certain
    certainly change close come could course cried dear does doing done door down each either else
    enough even evening ever every everyone everything explain eyes face fact fallen felt find
    first five foot found four from full further gave give given glad goes going gone good great
    half hand hands happened hard have having head hear heard held help here herself high himself
    hold house however hundred idea into itself just keep kept kind knew know known large last
    late later leave left less like likely line little live long longer look looked looking made
    make making many matter mean meant might mind mine minute moment more morning most mouth much
    must myself near nearly need needed neither never next nice night none nothing once only open
    order other others ought ours outside over part people perhaps place point possible quite
    rather reach read ready really rest right room round said same saying says seem seemed seen
    sent seven several shall should show side since small some somebody someone something
    sometimes soon sort stand still stood stop such suppose sure take taken takes talk tell than
    that their them themselves then there these they thing things think this those though thought
    three through time times today together told tomorrow tonight took toward towards tried true
    turn turned twice under understand until upon used very voice wait walk walked want wanted
    watch week well went were what whatever when where whether which while whole whom whose wish
    wished with within without wonder word words wore work world would year years yesterday your
    yours yourself
    """.split()
)
"""Words that tell nothing in any story. In large libraries they are too common to count anyhow;
in one of fifty stories chance leaves a few of them rare. Ours."""

Values = Mapping[str, Sequence[tuple[str, float]]]
"""Values by facet, each with what it is worth to share it."""


class Word(Struct, frozen=True):
    """A distinctive word of a work.

    Attributes:
        form: as it is written most often, in small letters.
        term: what the index knows it as.
        weight: how distinctive it is.
    """

    form: str
    term: str
    weight: float


def read_bodies(index: SearchIndex, work_ids: Collection[str]) -> dict[str, str]:
    """Read the stories of some works from the index; what it does not have yet is left out.

    Cost: a tenth of a millisecond for each, more for novels.
    """
    if not work_ids:
        return {}
    with engine_errors(index.folder):
        searcher, schema = index.tantivy.searcher(), index.tantivy.schema
        wanted = tantivy.Query.term_set_query(schema, "work_id", sorted(work_ids))
        hits = searcher.search(wanted, limit=len(work_ids), count=False).hits
        found = [searcher.doc(address) for _score, address in hits]
    return {str(one.get_first("work_id")): str(one.get_first("body") or "") for one in found}


def count_forms(body: str, names: Collection[str] = ()) -> tuple[tuple[str, int], ...]:
    """Count the words of a story that are no names, the most frequent first.

    Args:
        body: n code points; the first `READ_MOST` are read.
        names: words of names, in small letters, that are left out.

    Returns:
        Words in small letters with how often they stand there, in whatever letters; words that
        never stand there in small letters are taken for names. Equals in alphabetical order.

    Cost: O(n), a millisecond for 3,000 words.

    Example:
        >>> count_forms("The lantern. Lanterns and Lantern, said Watson.")[0]
        ('lantern', 2)
    """
    typed = Counter(_FORM.findall(body[:READ_MOST]))
    counts = {form: count for form, count in typed.items() if form.islower()}
    for form, count in typed.items():
        if form[0].isupper() and form.lower() in counts:
            counts[form.lower()] += count
    left = ((f, count) for f, count in counts.items() if f not in names and f not in _PLAIN)
    return tuple(sorted(left, key=lambda pair: (-pair[1], pair[0])))


def pick_words(
    index: SearchIndex,
    body: str,
    names: Collection[str] = (),
    *,
    sight: Sight = FULL_SIGHT,
    most: int = WORDS_MOST,
) -> tuple[Word, ...]:
    """Pick the most distinctive words of a story that another has, too.

    Args:
        index: whose works tell what is common.
        body: the story.
        names: words of names, in small letters.
        sight: what is hidden: counted as little as if it were not there.
        most: words to give.

    Returns:
        Words, the most distinctive first; equals in alphabetical order.

    Cost: a count for each word looked up, some ten milliseconds for a novel.
    """
    terms: dict[str, list[tuple[int, str]]] = {}
    for form, count in _cut_forms(count_forms(body, names)):
        for term in analyze("body", form)[:1]:
            terms.setdefault(term, []).append((count, form))
    with engine_errors(index.folder):
        counter = _Counter(index, sight)
        total = counter.total
        cap = max(total * _COMMON_SHARE, min(total / 3, _COMMON_LEAST))
        known = {term: counter.count("body", term, "position", cap) for term in terms}
    words = []
    for term, written in terms.items():
        found = known[term]
        if not 2 <= found <= cap:
            continue
        form = max(written, key=lambda pair: (pair[0], -len(pair[1])))[1]
        often = 1 + log(sum(count for count, _ in written))
        weight = often * log(1 + total / found)
        words.append(Word(form, term, weight * (_LOOSE if form.endswith(_LOOSE_ENDINGS) else 1)))
    return tuple(sorted(words, key=lambda word: (-word.weight, word.term))[:most])


class _Counter:
    """Counts works by terms, those that are hidden left out: nobody learns what they hold."""

    def __init__(self, index: SearchIndex, sight: Sight) -> None:
        self._searcher, self._schema = index.tantivy.searcher(), index.tantivy.schema
        self._sight = sight
        self.total = self._searcher.num_docs
        if not sight.is_full:
            everything = within_sight(self._schema, tantivy.Query.all_query(), (), sight)
            self.total = count_matching(self._searcher, everything)
        # Works that the engine's own counts hold besides: hidden, or put anew since.
        self._besides = max(0, index.columns.read().rows - self.total)

    def count(self, field: str, term: str, option: str, most: float = inf) -> int:
        """Count the works of a term; where they are more than `most`, some number above it."""
        found: int = self._searcher.doc_freq(field, term)
        if not self._besides or not found or found - self._besides > most:
            return found
        query = tantivy.Query.term_query(self._schema, field, term, option)
        seen = within_sight(self._schema, query, (), self._sight)
        return count_matching(self._searcher, seen)


def _cut_forms(forms: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
    """Cut the words of a long story to those that stand there most, half of them rarer ones."""
    if len(forms) <= _CHECKED_MOST:
        return forms
    # Of a novel's words the commonest are common everywhere; those in the middle tell most.
    half = _CHECKED_MOST // 2
    several = [pair for pair in forms if pair[1] > 1]
    step = max(1, len(several[half:]) // half)
    return [*several[:half], *several[half::step][:half], *forms[len(several) :]][:_CHECKED_MOST]


def find_rarities(
    index: SearchIndex, values: Mapping[str, Iterable[str]], *, sight: Sight = FULL_SIGHT
) -> dict[tuple[str, str], float]:
    """Find how rare values are: 1 for what one work has, 0 for what all have.

    Args:
        index: whose works are counted.
        values: by facet.
        sight: what is hidden: not counted.

    Returns:
        For each facet and value 0..1.
    """
    with engine_errors(index.folder):
        counter = _Counter(index, sight)
        counts = {
            (facet, value): counter.count(f"{facet}_exact", clean(value), "basic")
            for facet, some in values.items()
            for value in some
        }
    total = max(2, counter.total)
    whole = log(total)
    return {
        key: max(0.0, min(1.0, log(total / max(1, count)) / whole)) for key, count in counts.items()
    }


def find_near(
    index: SearchIndex,
    work_id: str,
    words: Sequence[Word],
    values: Values,
    *,
    words_worth: float,
    kinds: tuple[str, ...] = ("story",),
    sight: Sight = FULL_SIGHT,
    most: int = 80,
) -> tuple[str, ...]:
    """Find the works that share most of a work's distinctive words and rare values.

    Args:
        index: an open index.
        work_id: the work; it is not found itself.
        words: its distinctive words.
        values: its values by facet, with what sharing each is worth.
        words_worth: what it is worth to share all words.
        kinds: kinds of work to find; empty for all.
        sight: what is hidden: never found.
        most: works to find.

    Returns:
        Works in no order that means anything; whoever asks weighs them.

    Cost: one search; some milliseconds among 100,000 works.
    """
    schema = index.tantivy.schema
    whole = weigh_words(words)
    with engine_errors(index.folder):
        parts = _ask_values(schema, values)
        # Each word counts the same wherever it stands: the engine's own scores go by all works
        # there are, hidden ones too.
        parts += [
            tantivy.Query.const_score_query(
                tantivy.Query.term_query(schema, "body", word.term),
                words_worth * word.weight / whole,
            )
            for word in words
        ]
        if not parts:
            return ()
        asked = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        alone = tantivy.Query.term_set_query(schema, "work_id", [work_id])
        others = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, within_sight(schema, asked, kinds, sight)),
                (tantivy.Occur.MustNot, alone),
            ]
        )
        searcher = index.tantivy.searcher()
        hits = searcher.search(others, limit=most, count=False).hits
        return tuple(str(searcher.doc(one).get_first("work_id")) for _score, one in hits)


def weigh_words(words: Sequence[Word]) -> float:
    """Weigh all of a work's words: what sharing them to the full comes to."""
    if not words:
        return 1.0
    return sum(word.weight for word in words) * max(1.0, WORDS_LEAST / len(words))


def _ask_values(schema: tantivy.Schema, values: Values) -> list[tantivy.Query]:
    return [
        tantivy.Query.const_score_query(
            tantivy.Query.term_query(schema, f"{facet}_exact", clean(value), "basic"), worth
        )
        for facet, some in values.items()
        for value, worth in some
        if worth > 0
    ]


def _among(asked: tantivy.Query, some: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, asked), (tantivy.Occur.Must, some)])


def find_shared(
    index: SearchIndex, words: Sequence[Word], work_ids: Collection[str]
) -> dict[str, tuple[Word, ...]]:
    """Find which of some words each of some works has, in the order of the words.

    Cost: a search for each word.
    """
    shared: dict[str, list[Word]] = {one: [] for one in work_ids}
    if not work_ids:
        return {}
    with engine_errors(index.folder):
        columns = index.columns.read()
        searcher, schema = index.tantivy.searcher(), index.tantivy.schema
        some = tantivy.Query.term_set_query(schema, "work_id", sorted(work_ids))
        for word in words:
            asked = _among(tantivy.Query.term_query(schema, "body", word.term), some)
            # By row: which works they are is known without reading their stories.
            hits = searcher.search(
                asked, limit=len(work_ids), count=False, order_by_field="row"
            ).hits
            for row, _address in hits:
                if row < columns.rows:
                    shared[columns.work_ids[row]].append(word)
    return {one: tuple(found) for one, found in shared.items()}
