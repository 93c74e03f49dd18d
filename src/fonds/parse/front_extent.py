"""Front extent: how many of the items at the top are front matter, decided by their sum."""

from collections.abc import Iterable, Sequence

from fonds.parse.endings import find_ending
from fonds.parse.item import Item
from fonds.parse.label_words import LONG_FIELDS

_PATIENCE = 7.5  # weight: four or five paragraphs of story, after which no header is expected
_DIP = 0.8  # weight: one unclear line is no story yet
_STORY = -0.5  # an item below this speaks for the story
_NEXT_LONG = 1.2  # weight for each paragraph that a long field has gone on for
_MOST_CARRIED = 2  # paragraphs; more are a story with a "Note:" in it
_SECOND_TITLE = 1.0  # weight behind the best sum at which "Title:" opens the next story


class _Scale:
    """Weighs each item by what stood before it."""

    def __init__(self) -> None:
        self.named = False
        self._headed = self._open_long = False
        self._strong = self._carried = 0

    def weigh(self, item: Item, dip: float) -> float:
        """Give the weight of an item; `dip` is how far the sum has fallen since its best."""
        weight = item.weight
        self._headed = self._headed or item.kind == "heading"
        if self.named and item.kind == "title":
            weight = 0.0  # the header has a title already: this line heads the story
        self.named = self.named or is_title_field(item)
        if self._headed and item.kind in ("title", "dedication", "facts"):
            weight = 0.0  # "In Which There Is a Cough" belongs to its chapter
        if self._open_long and item.kind in ("story", "unclear"):
            # Perhaps a summary's second paragraph: costs, but less than a story does.
            weight = max(weight, -0.9)
        carried, self._carried = self._carried, self._carry(item)
        self._open_long = item.kind == "field" and item.field in LONG_FIELDS
        if carried and self._strong > 1 and self._open_long:
            # "Notes:" after a summary's second paragraph: one more field of a plain header.
            return max(weight, _NEXT_LONG * carried)
        behind = dip > (_DIP if item.kind == "title" else 0)
        if behind and weight < 1 and item.kind in ("field", "title"):
            # "To: J. Watson" or "4 May" after a paragraph of story is the story's.
            weight = min(weight, 0.0)
        return weight

    def _carry(self, item: Item) -> int:
        """How many paragraphs have gone on with a long field, while they may have."""
        if item.kind == "field":
            self._strong += item.weight > 1
            return 0
        goes_on = self._open_long or self._carried
        if goes_on and item.kind in ("story", "unclear") and self._carried < _MOST_CARRIED:
            return self._carried + 1
        return 0


def find_front_items(chars: str, items: Iterable[Item]) -> tuple[list[Item], float]:
    """Find the items of the front matter: as many as make the sum of weights highest.

    Args:
        chars: the text.
        items: from the top, in order; taken only as far as a header may reach.

    Returns:
        The items (the fewest on a tie) and their sum. A story too short to end the search
        is left to the story: when nothing of it stands behind the best place, the first
        best place before it counts.

    Cost: O(items taken).
    """
    seen: list[Item] = []
    sums = [0.0]
    best = 0
    scale = _Scale()
    for item in items:
        dip = sums[best] - sums[-1]
        if scale.named and is_title_field(item) and sums[-1] < sums[best] - _SECOND_TITLE:
            break  # the next story's header
        if item.kind != "field" and find_ending(chars[item.start : item.stop]) is not None:
            break  # a header below the end is back matter
        seen.append(item)
        sums.append(sums[-1] + scale.weigh(item, dip))
        if sums[-1] > sums[best] + 1e-9:
            best = len(seen)
        if sums[-1] < sums[best] - _PATIENCE:
            break
    best = _spare_short_story(seen, sums, best)
    return seen[:best], sums[best]


def is_title_field(item: Item) -> bool:
    """Tell whether an item is a strong "Title:" label."""
    return item.field == "title" and item.weight > 1


def _spare_short_story(seen: Sequence[Item], sums: Sequence[float], best: int) -> int:
    """The best place before the only story there is, or `best` when story follows it."""
    if any(item.weight < _STORY for item in seen[best:]):
        return best
    first = next((k for k, item in enumerate(seen[:best]) if item.weight < _STORY), None)
    if first is None:
        return best
    return max(range(first + 1), key=lambda place: (sums[place], -place))
