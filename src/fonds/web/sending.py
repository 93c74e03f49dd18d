"""Sending: the files of a form, read as they arrive and never held in memory."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import unquote

import msgspec
from msgspec import Struct
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool

from fonds.app.uploads import Upload, UploadWriter
from fonds.errors import UserError

ABOUT = "about"
"""The field before a file that says its path and when it was changed, as JSON."""

_AT_ONCE = 1 << 20
"""Bytes handed to the disk together: a thread for each network packet would cost more."""

_ABOUT_MOST = 64 * 1024
_HEADER_MOST = 16 * 1024
_CUT_OFF = "the upload was cut off before its end. Nothing was kept; send it again"
_NO_FORM = "this takes files, as a form sends them (multipart/form-data)"


class About(Struct, frozen=True):
    """What a page may say of a file before it sends it.

    Attributes:
        path: its path in the folder that was dropped.
        modified: milliseconds since 1970, as browsers count.
    """

    path: str
    modified: int = 0


class FormReader:
    """Feeds the files of one multipart body to a writer.

    Raises of its methods: UserError when it is no form or a limit is passed, OSError when the
    disk is full.
    """

    def __init__(self, content_type: str, writer: UploadWriter) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not boundary:
            raise UserError(_NO_FORM)
        self._writer = writer
        self._header: tuple[bytearray, bytearray] = (bytearray(), bytearray())
        self._disposition = b""
        self._field = ""
        self._is_file = False
        self._text = bytearray()
        self._about: About | None = None
        self._is_whole = False
        callbacks: dict[str, Any] = {
            "on_part_begin": self._begin_part,
            "on_header_field": lambda data, start, end: self._header[0].extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._header[1].extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._end_headers,
            "on_part_data": self._take,
            "on_part_end": self._end_part,
            "on_end": self._end,
        }
        try:
            self._parser = MultipartParser(
                boundary,
                callbacks,  # type: ignore[arg-type]  # a TypedDict of the same functions
                max_header_size=_HEADER_MOST,
            )
        except ValueError as error:
            raise UserError(_NO_FORM) from error

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the body."""
        try:
            self._parser.write(data)
        except MultipartParseError as error:
            raise UserError(f"the form cannot be read ({error}). Nothing was kept") from error

    def finish(self) -> Upload:
        """Say that there are no more bytes.

        Raises:
            UserError: the body ended too early, or held no file.
        """
        if not self._is_whole:
            raise UserError(_CUT_OFF)
        return self._writer.finish()

    def _begin_part(self) -> None:
        self._disposition = b""
        self._text.clear()

    def _end_header(self) -> None:
        name, value = self._header
        if bytes(name).lower() == b"content-disposition":
            self._disposition = bytes(value)
        name.clear()
        value.clear()

    def _end_headers(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._field = options.get(b"name", b"").decode("utf-8", "replace")
        named = options.get(b"filename")
        # A form whose chooser was left empty sends a file without a name.
        self._is_file = bool(named)
        if named:
            about = self._about or About(_unescape(named.decode("utf-8", "surrogateescape")))
            self._writer.begin_file(about.path, max(0, about.modified // 1000))
            self._about = None

    def _take(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self._writer.write(data[start:end])
        elif len(self._text) < _ABOUT_MOST:
            self._text += data[start:end]

    def _end_part(self) -> None:
        if self._is_file:
            self._writer.end_file()
        elif self._field == ABOUT:
            self._about = _read_about(bytes(self._text))

    def _end(self) -> None:
        self._is_whole = True


def _unescape(name: str) -> str:
    """Undo how forms write the three characters that a header cannot hold.

    Source: HTML standard, "multipart/form-data", step on escaping names.
    """
    for escaped in ("%22", "%0D", "%0A"):
        name = name.replace(escaped, unquote(escaped))
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _read_about(data: bytes) -> About:
    try:
        return msgspec.json.decode(data, type=About)
    except msgspec.DecodeError as error:
        raise UserError(f"what is said about a file cannot be read ({error})") from error


async def receive_upload(
    chunks: AsyncIterator[bytes], content_type: str, writer: UploadWriter
) -> Upload:
    """Receive a form's files; what fails leaves nothing of them.

    What comes after a failure is read and dropped: a browser that is answered before it has
    said all shows its own page of errors, not ours.

    Args:
        chunks: the body.
        content_type: of it, with the boundary.
        writer: a fresh one.

    Raises:
        UserError: no form, no file, too much, or cut off.
        OSError: the disk is full.
    """
    try:
        form = FormReader(content_type, writer)
        buffer = bytearray()
        async for chunk in chunks:
            buffer += chunk
            if len(buffer) >= _AT_ONCE:
                await run_in_threadpool(form.feed, bytes(buffer))
                buffer.clear()
        await run_in_threadpool(form.feed, bytes(buffer))
        return await run_in_threadpool(form.finish)
    except (UserError, OSError):
        await run_in_threadpool(writer.discard)
        await drop_rest(chunks)
        raise
    except BaseException:
        writer.discard()
        raise


async def drop_rest(chunks: AsyncIterator[bytes]) -> None:
    """Read what is left of a body and keep nothing of it."""
    async for _ in chunks:
        pass
