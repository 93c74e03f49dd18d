"""Laws of decoding: total, replayable, the same every time, on any bytes at all."""

import codecs

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fonds.decode.charsets import CODECS, decode_as, is_decodable
from fonds.decode.decode import decode_bytes
from fonds.decode.mojibake import apply_repairs, find_repairs
from fonds.decode.replay import replay

PIECES = st.sampled_from(
    [
        "The café ".encode(),
        "“Zoé”".encode(),
        "â€™ Ã© Ã\x83Â©".encode(),
        "√© ‚Äî ΓÇô".encode(),
        b"\x93quoted\x94 caf\xe9",
        b"\x82\x8e\xca\xd2",
        b"\r\n",
        b"\r",
        b"\r\r\n",
        b"\xc2\x85",
        b"\x85",
        b"\x1a",
        b"\x00",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xc0\x80",
        b"\xf4\x90\x80\x80",
        b"<meta charset=big5>",
        b'<?xml encoding="utf-16"?>',
        b"a\x00b\x00",
        b"\x81\x8d\x8f\x90\x9d",
        "\ufeff".encode(),
        "Â ".encode(),
    ]
)
PATCHWORK = st.lists(st.one_of(PIECES, st.binary(max_size=8)), max_size=12).map(b"".join)
BYTES = st.one_of(st.binary(max_size=300), PATCHWORK)
LABELS = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(sorted(CODECS)))


@given(BYTES, LABELS)
@settings(max_examples=600, deadline=None)
@example(codecs.BOM_UTF16_LE + b"\x00\xd8", None)
@example(codecs.BOM_UTF32_LE + b"\x00\x00\x00\x7f", None)
@example(b"\xef\xbb\xbf\xef\xbb\xbf\xef\xbb", None)
@example("ï»¿Title".encode(), None)
def test_decoding_is_total_and_replays_to_the_code_point(data: bytes, label: str | None) -> None:
    text, problems = decode_bytes(data, label)
    assert replay(data, text.steps) == text.chars
    assert "\r" not in text.chars
    assert not any("\ud800" <= char <= "\udfff" for char in text.chars)
    assert decode_bytes(data, label) == (text, problems)
    length = len(data)
    for step in text.steps:
        assert 0 <= step.start <= step.end <= length or step.kind != "decode"
        assert step.start <= step.end
        assert 0 <= step.confidence <= 1
    for problem in problems:
        if problem.start is not None and problem.end is not None:
            assert 0 <= problem.start <= problem.end <= len(text.chars)


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_repairs_apply_one_after_the_other_as_well_as_at_once(chars: str) -> None:
    chars = chars.encode("utf-8", "replace").decode()
    broken = chars + "x" + chars.encode().decode("latin-1")
    repairs = find_repairs(broken)
    at_once = apply_repairs(broken, repairs)
    for repair in repairs:
        broken = apply_repairs(broken, [repair])
    assert broken == at_once


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_utf8_is_always_read_as_utf8(chars: str) -> None:
    """Surrogates are drawn by `st.text()` only when asked for; UTF-8 has none."""
    text, _ = decode_bytes(chars.encode("utf-8"))
    if "\x00" not in chars and not chars.startswith(("\ufeff", "\ufffe")):
        assert text.encoding == "utf-8"


@given(st.sampled_from([*CODECS, "cp1252", "utf-8"]), st.binary(max_size=60))
@settings(max_examples=400, deadline=None)
def test_every_charset_rule_is_total(name: str, data: bytes) -> None:
    chars = decode_as(name, data)
    chars.encode("utf-8")  # would fail on a surrogate
    if is_decodable(name, data):
        strict = data.decode(CODECS.get(name, name), "strict")
        assert chars == strict


def test_a_name_is_never_both_a_codec_of_ours_and_unknown_to_python() -> None:
    for codec in CODECS.values():
        codecs.lookup(codec)
