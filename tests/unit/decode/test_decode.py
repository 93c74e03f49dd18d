"""Bytes to Text: each way a charset is found, and what is said about it."""

import codecs

import pytest

from fonds.decode.decode import (
    DECLARED_WRONG,
    LOST,
    MIXED,
    MOJIBAKE,
    NUL,
    TRUNCATED,
    UNCERTAIN,
    decode_bytes,
)
from fonds.model.problem import Problem


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_no_bytes_give_no_characters_and_no_steps() -> None:
    text, problems = decode_bytes(b"")
    assert (text.chars, text.steps, text.encoding, problems) == ("", (), "utf-8", ())


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_believed_and_is_no_text(mark: bytes, codec: str, name: str) -> None:
    text, problems = decode_bytes(mark + "Alice’s cat".encode(codec))
    assert (text.chars, text.encoding, problems) == ("Alice’s cat", name, ())
    assert text.steps[0].start == len(mark)


def test_utf16_without_a_mark_is_seen_by_its_nuls() -> None:
    text, _ = decode_bytes("The Cowardly Lion “roared”.".encode("utf-16-le"))
    assert text.chars == "The Cowardly Lion “roared”."


def test_utf8_is_believed_before_any_declaration() -> None:
    text, _ = decode_bytes('<meta charset="windows-1252">café'.encode())
    assert text.encoding == "utf-8"


@pytest.mark.parametrize(
    "head",
    [
        b'<?xml version="1.0" encoding="koi8-r"?>\n',
        b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r">\n',
        b"<META CHARSET=koi8-r>\n",
        b"From: a\nContent-Type: text/plain;\n\tcharset=KOI8-R\n\n",
    ],
)
def test_a_declared_charset_is_used_when_the_bytes_bear_it_out(head: bytes) -> None:
    text, problems = decode_bytes(head + "Страшила".encode("koi8-r"))
    assert text.chars.endswith("Страшила")
    assert (text.encoding, problems) == ("koi8-r", ())


def test_a_charset_from_outside_goes_before_one_from_inside() -> None:
    data = b"<META CHARSET=koi8-r>" + "Страшила".encode("cp1251")
    assert decode_bytes(data, "windows-1251")[0].chars.endswith("Страшила")


def test_the_label_latin1_means_cp1252_when_its_quotes_are_there() -> None:
    text, _ = decode_bytes(b"<meta charset=iso-8859-1>\x93Yes\x94", None)
    assert text.chars.endswith("“Yes”")
    assert text.encoding == "cp1252"


def test_the_label_latin1_stays_when_nothing_speaks_against_it() -> None:
    text, _ = decode_bytes("naïve".encode("latin-1"), "ISO-8859-1")
    assert (text.chars, text.encoding) == ("naïve", "iso-8859-1")


@pytest.mark.parametrize("label", ["utf-8", "x-klingon", "utf-7", "rot13", "shift_jis"])
def test_a_declaration_that_cannot_be_true_is_reported(label: str) -> None:
    text, problems = decode_bytes("The café, \x93 naïve.".encode("latin-1") + b"\xff", label)
    assert DECLARED_WRONG in codes(problems)
    assert text.chars.startswith("The café")


def test_utf8_with_stray_bytes_is_read_by_both_charsets() -> None:
    data = "“Où est Zoé ?” — naïve ".encode() + b"caf\xe9 \x93here\x94"
    text, problems = decode_bytes(data)
    assert text.chars == "“Où est Zoé ?” — naïve café “here”"
    assert codes(problems) == [MIXED]
    assert text.steps[0].name == "utf-8+cp1252"


def test_a_stray_byte_after_a_mark_does_not_spoil_the_rest() -> None:
    text, problems = decode_bytes(codecs.BOM_UTF8 + "Zoé’s ".encode() + b"caf\xe9")
    assert (text.chars, codes(problems)) == ("Zoé’s café", [MIXED])


def test_a_file_cut_inside_a_character_is_read_up_to_it() -> None:
    text, problems = decode_bytes("Zoé went to the café".encode()[:-1])
    assert text.chars == "Zoé went to the caf\ufffd"
    assert codes(problems) == [TRUNCATED, LOST]


def test_a_last_byte_of_cp1252_is_not_taken_for_a_cut() -> None:
    text, problems = decode_bytes(b"She went to the caf\xe9")
    assert (text.chars, problems) == ("She went to the café", ())


def test_ctrl_z_and_its_padding_go_but_text_after_it_stays() -> None:
    assert decode_bytes(b"The end.\r\n\x1a\x1a\x00\x00")[0].chars == "The end.\n"
    kept = b"Part one.\n\x1aPart two.\n"
    assert decode_bytes(kept)[0].chars == kept.decode()


def test_nul_padding_goes_and_inner_nuls_are_reported() -> None:
    text, problems = decode_bytes(b"One\x00two.\x00\x00\x00")
    assert (text.chars, codes(problems)) == ("One\x00two.", [NUL])
    assert (problems[0].start, problems[0].end) == (3, 4)


def test_marks_left_by_joining_files_go_and_others_stay() -> None:
    text, _ = decode_bytes("One.\n\ufeffTwo\ufeff.".encode())
    assert text.chars == "One.\nTwo\ufeff."


def test_mojibake_is_mended_place_by_place_and_reported() -> None:
    text, problems = decode_bytes("“cafÃ©” â€” donâ€™t ﬁt &amp; “so”".encode())
    assert text.chars == "“café” — don’t ﬁt &amp; “so”"
    assert codes(problems) == [MOJIBAKE]
    assert [step.value for step in text.steps if step.kind == "repair"] == ["’", "—", "é”"]


def test_frames_are_no_mojibake() -> None:
    frame = "╔══════╗\n║ ½ OZ ║\n╚══════╝\n"
    data = frame.encode("cp437")
    assert decode_bytes(data)[0].chars == frame


def test_bytes_of_no_charset_are_called_uncertain() -> None:
    _, problems = decode_bytes(bytes(range(0x80, 0x100)))
    assert UNCERTAIN in codes(problems)


def test_a_thousand_lines_of_mojibake_are_each_a_step() -> None:
    data = ("She said â€œnoâ€\x9d to cafÃ©s.\n" * 1000).encode()
    text, _ = decode_bytes(data)
    assert text.chars == "She said “no” to cafés.\n" * 1000
    assert len(text.steps) == 3001
