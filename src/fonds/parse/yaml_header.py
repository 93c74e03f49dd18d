"""YAML front matter, as blogs, note programs and Markdown exports write it."""

import re

import yaml
from msgspec import Struct

_FENCE = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_LIMIT = 64 * 1024  # characters; a header of more is not a header


class YamlField(Struct, frozen=True):
    """One key of a YAML header.

    Attributes:
        name: the key as typed.
        values: its scalars in order: one for a scalar, n for a list.
        is_list: its author set it as a list, so that no value is one of several.
        start: code point in the text where the value begins, half-open.
        end: one past its last.
    """

    name: str
    values: tuple[str, ...]
    is_list: bool
    start: int
    end: int


def find_yaml_header(chars: str) -> tuple[int, tuple[YamlField, ...]] | None:
    r"""Find a YAML header at the top of a text.

    Args:
        chars: a text.

    Returns:
        (one past the closing fence, the fields), or None when there is none or it is not
        YAML: such a text simply begins with a rule.

    Cost: O(header); at most 64 KiB is looked at. Aliases are never expanded.

    Example:
        >>> find_yaml_header("---\ntitle: Fog\ntags: [a, b]\n---\nOnce.")[1][1].values
        ('a', 'b')
    """
    opening = _FENCE.match(chars)
    if opening is None:
        return None
    closing = _END.search(chars, opening.end(), opening.end() + _LIMIT)
    if closing is None:
        return None
    begin = opening.end()
    try:
        node = yaml.compose(chars[begin : closing.start()], Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return None
    if not isinstance(node, yaml.MappingNode):
        return None
    fields = [
        YamlField(
            key.value,
            values,
            isinstance(value, yaml.SequenceNode),
            begin + value.start_mark.index,
            begin + value.end_mark.index,
        )
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode) and (values := _scalars(value)) is not None
    ]
    return closing.end(), tuple(fields)


def _scalars(node: yaml.Node) -> tuple[str, ...] | None:
    if isinstance(node, yaml.ScalarNode):
        if node.tag == "tag:yaml.org,2002:null":
            return ()
        return (node.value,)
    if isinstance(node, yaml.SequenceNode):
        return tuple(item.value for item in node.value if isinstance(item, yaml.ScalarNode))
    return None
