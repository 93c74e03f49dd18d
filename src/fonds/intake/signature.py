"""Files that are no text, known by the bytes they begin (or end) with."""

import struct

ZIP = "application/zip"
TAR = "application/x-tar"
EPUB = "application/epub+zip"
ODT = "application/vnd.oasis.opendocument.text"
_OOXML = "application/vnd.openxmlformats-officedocument."
DOCX = _OOXML + "wordprocessingml.document"
MOBI = "application/x-mobipocket-ebook"
AZW3 = "application/vnd.amazon.ebook"
OLE = "application/msword"

# First bytes -> media type. Source: the formats' specifications, as file(1) has them.
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "application/gzip"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"WARC/0.", "application/warc"),
    (b"WARC/1.", "application/warc"),
    (b"%PDF-", "application/pdf"),
    (b"\xef\xbb\xbf%PDF-", "application/pdf"),
    (b"{\\rtf", "text/rtf"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\x1f\x9d", "application/x-compress"),
    (b"\x1f\xa0", "application/x-compress"),
    (b"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab-compressed"),
    (b"SIT!", "application/x-stuffit"),
    (b"StuffIt (c)", "application/x-stuffit"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    (b"8BPS\x00\x01", "image/vnd.adobe.photoshop"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"OggS\x00", "audio/ogg"),
    (b"fLaC\x00", "audio/flac"),
    (b"MThd\x00\x00\x00\x06", "audio/midi"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"FLV\x01", "video/x-flv"),
    (b"FWS", "application/vnd.adobe.flash.movie"),
    (b"CWS", "application/vnd.adobe.flash.movie"),
    (b"\x7fELF", "application/x-elf"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"ITSF\x03\x00\x00\x00", "application/vnd.ms-htmlhelp"),
    (b"\xffWPC", "application/vnd.wordperfect"),
)
# Types whose signature is made of letters and could begin a story: these need a control
# character soon after, as no text has.
_LETTERS_ALONE = frozenset({b"ID3", b"FWS", b"CWS", b"SIT!", b"wOFF", b"wOF2"})
_RIFF = {b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo", b"WEBP": "image/webp"}
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK\x03\x04")
_ZIP_LOOK_BYTES = 65_557  # the end record and the longest comment behind it
_TAR_BLOCK_BYTES = 512


def find_binary_type(data: bytes) -> str | None:
    """Find the media type of a file that is known by a signature.

    Args:
        data: n bytes.

    Returns:
        The type, or None when it may be text or is unknown.

    Cost: O(1): bounded looks at the beginning and the end.
    """
    for start, media_type in _STARTS:
        if data.startswith(start):
            if start in _LETTERS_ALONE and not _has_control(data[:64]):
                return None
            return media_type
    for find in (_find_archive_type, _find_media_file_type, _find_office_type):
        found = find(data)
        if found is not None:
            return found
    return ZIP if _has_zip_end(data) else None


def _find_archive_type(data: bytes) -> str | None:
    if data.startswith(_ZIP_STARTS):
        return _find_zip_type(data)
    if data.startswith(b"BZh") and data[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):
        return "application/x-bzip2"
    if data[2:5] == b"-lh" and data[6:7] == b"-":
        return "application/x-lzh-compressed"
    return TAR if is_tar_header(data[:_TAR_BLOCK_BYTES]) else None


def _find_media_file_type(data: bytes) -> str | None:
    if data.startswith(b"RIFF"):
        return _RIFF.get(data[8:12])
    if data[4:8] == b"ftyp" and data[:3] == b"\x00\x00\x00":
        return "video/mp4"
    if data.startswith(b"BM") and data[6:10] == b"\x00\x00\x00\x00":
        return "image/bmp"
    return None


def _find_office_type(data: bytes) -> str | None:
    if data.startswith(_OLE_MARK):
        return _find_ole_type(data)
    if data.startswith(b"MZ") and _has_control(data[:64]):
        return ZIP if _has_zip_end(data) else "application/x-msdos-program"
    if data[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
        return _find_palm_type(data)
    return None


def is_tar_header(block: bytes) -> bool:
    """Say whether 512 bytes are the header of a tar member: its checksum must be right.

    Cost: O(1).
    Source: POSIX.1-1988 ustar; some old writers summed signed bytes.
    """
    if len(block) < 512 or block[0] == 0 or 0 not in block:
        return False
    field = block[148:156].strip(b" \x00")
    if not field or not field.isdigit() or any(digit > 0x37 for digit in field):
        return False
    stated = int(field, 8)
    rest = block[:148] + b" " * 8 + block[156:]
    return stated in (sum(rest), sum(rest) - 256 * sum(byte > 127 for byte in rest))


def _has_control(data: bytes) -> bool:
    return any(byte < 9 for byte in data)


def _has_zip_end(data: bytes) -> bool:
    """A zip with something before it: a self-extracting program, a download's first line."""
    place = data.rfind(b"PK\x05\x06", max(0, len(data) - _ZIP_LOOK_BYTES))
    if place < 0 or place + 22 > len(data):
        return False
    size, offset = struct.unpack_from("<II", data, place + 12)
    return size > 0 and size + offset <= place and data[place - size : place - size + 2] == b"PK"


def _find_zip_type(data: bytes) -> str:
    if data[26:28] == b"\x08\x00" and data[30:38] == b"mimetype":
        declared = data[38 : 38 + 64]
        for media_type in (EPUB, ODT):
            if declared.startswith(media_type.encode("ascii")):
                return media_type
        if declared.startswith(b"application/vnd.oasis.opendocument."):
            return "application/vnd.oasis.opendocument." + _letters(declared[35:])
    # Names stand in the local headers and again in the directory at the end.
    names = data[:_SCAN_BYTES] + data[-_ZIP_LOOK_BYTES:]
    if b"META-INF/container.xml" in names:
        return EPUB
    if b"[Content_Types].xml" in names:
        for part, kind in _OOXML_PARTS:
            if part in names:
                return _OOXML + kind
    return ZIP


_SCAN_BYTES = 4096
_OOXML_PARTS = (
    (b"word/document", "wordprocessingml.document"),
    (b"xl/workbook", "spreadsheetml.sheet"),
    (b"ppt/presentation", "presentationml.presentation"),
)


def _letters(data: bytes) -> str:
    end = 0
    while end < len(data) and (97 <= data[end] <= 122 or data[end] == 45):
        end += 1
    return data[:end].decode("ascii") or "text"


def _find_ole_type(data: bytes) -> str:
    for stream, media_type in (
        ("WordDocument", OLE),
        ("Workbook", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ):
        if stream.encode("utf-16-le") in data:
            return media_type
    return OLE


def _find_palm_type(data: bytes) -> str:
    """Mobipocket, or Amazon's KF8 alone: header version 8. Source: MobileRead wiki, MOBI."""
    if data[60:68] == b"TEXtREAd":
        return "application/vnd.palm"
    if len(data) < 82:
        return MOBI
    (record,) = struct.unpack_from(">I", data, 78)
    if len(data) >= record + 40:
        (version,) = struct.unpack_from(">I", data, record + 36)
        if version == 8:
            return AZW3
    return MOBI
