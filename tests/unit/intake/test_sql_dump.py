"""Reading dumps of MySQL without MySQL."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.intake.sql_dump import (
    SqlFault,
    SqlRow,
    TableDefinition,
    is_sql_dump,
    iter_dump,
    read_value,
)


def _rows(dump: bytes) -> list[tuple[str, tuple[str, ...], list[bytes | None]]]:
    return [
        (found.table, found.columns, [read_value(dump, span) for span in found.spans])
        for found in iter_dump(dump)
        if isinstance(found, SqlRow)
    ]


def _values(dump: bytes) -> list[bytes | None]:
    return [value for _, _, values in _rows(dump) for value in values]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (rb"'Oz'", b"Oz"),
        (rb'"Oz"', b"Oz"),
        (rb"''", b""),
        (rb"'it''s'", b"it's"),
        (rb"'it\'s'", b"it's"),
        (rb'"it\'s \"Oz\""', b'it\'s "Oz"'),
        (rb"'\''''", b"''"),
        (rb"'\\'", b"\\"),
        (rb"'a\\''b'", b"a\\'b"),
        (rb"'one\r\ntwo\t\0\Z'", b"one\r\ntwo\t\0\x1a"),
        (rb"'100\% \_'", b"100\\% \\_"),
        (rb"'\q'", b"q"),
        (b"'a;b -- c # d /* e'", b"a;b -- c # d /* e"),
        (b"'a), (b'", b"a), (b"),
        (b"'caf\xe9'", b"caf\xe9"),
        ("'霧'".encode(), "霧".encode()),
        (b"NULL", None),
        (b"null", None),
        (b"-12.5", b"-12.5"),
        (b"0x4F7A", b"Oz"),
        (b"x'4f7a'", b"Oz"),
        (b"_utf8'Oz'", b"Oz"),
        (b"_binary 'Oz'", b"Oz"),
    ],
)
def test_a_value_is_what_the_database_held(written: bytes, meant: bytes | None) -> None:
    dump = b"INSERT INTO t VALUES (1, " + written + b",'end');"
    assert _values(dump) == [b"1", meant, b"end"]


def test_a_row_is_a_range_of_the_dump() -> None:
    dump = b"INSERT INTO t VALUES (1,'a'),\n (2,'b(')  ;"
    found = [row for row in iter_dump(dump) if isinstance(row, SqlRow)]
    assert [dump[row.start : row.end] for row in found] == [b"(1,'a')", b"(2,'b(')"]
    assert [[dump[slice(*span)] for span in row.spans] for row in found] == [
        [b"1", b"'a'"],
        [b"2", b"'b('"],
    ]


def test_columns_come_from_the_insert_else_from_the_definition_else_from_nowhere() -> None:
    dump = b"""CREATE TABLE IF NOT EXISTS `lamp`.`oz` (
      `id` int(11) NOT NULL AUTO_INCREMENT COMMENT 'a, b) (c',
      `who` enum('a','b(') DEFAULT 'It''s',
      `when` decimal(10,2), -- the (time
      PRIMARY KEY (`id`,`who`), UNIQUE KEY `k` (`who`), CONSTRAINT `c` CHECK (`id` > 0)
    ) ENGINE=MyISAM DEFAULT CHARSET=latin1;
    INSERT INTO `lamp`.`oz` VALUES (1,'a',2);
    REPLACE INTO oz (`who`, id) VALUES ('b',2);
    INSERT IGNORE INTO alice VALUES (3);"""
    found = list(iter_dump(dump))
    assert found[0] == TableDefinition("oz", ("id", "who", "when"), "latin1")
    assert [(name, columns) for name, columns, _ in _rows(dump)] == [
        ("oz", ("id", "who", "when")),
        ("oz", ("who", "id")),
        ("alice", ()),
    ]


def test_a_key_word_in_quotation_marks_is_a_column() -> None:
    dump = b"CREATE TABLE t (`key` int, `index` int, KEY (`key`));"
    assert list(iter_dump(dump)) == [TableDefinition("t", ("key", "index"), "")]


@pytest.mark.parametrize(
    "comment",
    [
        b"-- INSERT INTO t VALUES (9);\n",
        b"# INSERT INTO t VALUES (9);\n# it's not closed\n",
        b"/* INSERT INTO t VALUES (9); */",
        b"/*!40000 ALTER TABLE `t` DISABLE KEYS */;\n",
        b"LOCK TABLES t WRITE;\n",
        b"SET NAMES 'utf8'; -- it's\n",
        b"--\n",
    ],
)
def test_what_stands_in_comments_and_other_statements_is_no_row(comment: bytes) -> None:
    dump = (
        comment + b"INSERT INTO t VALUES (1);\n" + comment + b"INSERT INTO t VALUES (2);" + comment
    )
    assert _values(dump) == [b"1", b"2"]


def test_an_expression_is_kept_as_it_stands() -> None:
    dump = b"INSERT INTO t VALUES (NOW(), CONCAT('a,', 'b)'), 3);"
    assert _values(dump) == [b"NOW()", b"CONCAT('a,', 'b)')", b"3"]


def test_only_the_tables_that_are_wanted_are_given() -> None:
    dump = b"INSERT INTO a VALUES ('x;(');INSERT INTO b VALUES (2);"
    found = iter_dump(dump, lambda table: table == "b")
    assert [row.table for row in found if isinstance(row, SqlRow)] == ["b"]


@pytest.mark.parametrize(
    "broken",
    [
        b"INSERT INTO t VALUES (1,'never closed;\n",
        b"INSERT INTO t VALUES (1, 2;\n",
        b"CREATE TABLE `` (id int);\n",
        b"INSERT INTO t VALUES (1, 'a', \n",
    ],
)
def test_what_cannot_be_read_is_a_fault_and_the_next_statement_is_read(broken: bytes) -> None:
    dump = b"INSERT INTO a VALUES (1);\n" + broken + b"INSERT INTO b VALUES (2);\n"
    found = list(iter_dump(dump))
    assert [one.start for one in found if isinstance(one, SqlFault)] == [26]
    assert ("b", (), [b"2"]) in _rows(dump)


def test_a_dump_that_ends_inside_a_string_costs_no_more_than_its_length() -> None:
    dump = b"INSERT INTO t VALUES (1,'\n" * 10_000
    began = time.process_time()
    found = list(iter_dump(dump))
    assert time.process_time() - began < 5
    assert any(isinstance(one, SqlFault) for one in found)


def test_a_byte_order_mark_is_no_statement() -> None:
    assert _values(b"\xef\xbb\xbfINSERT INTO t VALUES (1);") == [b"1"]


@pytest.mark.parametrize(
    ("data", "is_dump"),
    [
        (b"# Dump of table x\nINSERT INTO x VALUES (1);", True),
        (b"\n\nDROP TABLE IF EXISTS `x`;", True),
        (b"Insert into the slot one coin.", False),
        (b"", False),
        (b"\x00\xff", False),
    ],
)
def test_a_dump_is_known_by_its_statements(data: bytes, is_dump: bool) -> None:
    assert is_sql_dump(data) is is_dump


def _write(value: bytes, mark: bytes) -> bytes:
    doubled = value.replace(b"\\", b"\\\\").replace(mark, mark + mark)
    return mark + doubled.replace(b"\n", b"\\n").replace(b"\0", b"\\0") + mark


@given(st.lists(st.lists(st.binary(max_size=20), min_size=1, max_size=4), min_size=1, max_size=5))
def test_whatever_is_written_is_read_again(rows: Sequence[Sequence[bytes]]) -> None:
    tuples = b",".join(b"(" + b",".join(_write(v, b"'") for v in row) + b")" for row in rows)
    dump = b"-- it's a dump\nINSERT INTO `oz` VALUES " + tuples + b";\n"
    assert [values for _, _, values in _rows(dump)] == [list(row) for row in rows]


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_no_bytes_are_too_strange(before: bytes, inside: bytes) -> None:
    dump = before + b"\nINSERT INTO t VALUES (" + inside + b"),('x');"
    for found in iter_dump(dump):
        if isinstance(found, SqlRow):
            assert 0 <= found.start < found.end <= len(dump)
            assert all(found.start < a <= b < found.end for a, b in found.spans)
            for span in found.spans:
                read_value(dump, span)
