"""A package with some of its parts replaced, and all else as it was to the last byte.

ECMA-376 part 2 has a package be a zip; the layout of one is APPNOTE.TXT of PKWARE, 4.3. zipfile can
read a zip, but not copy what is compressed in it as it is.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_END, _ENTRY, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_END_SIZE, _ENTRY_SIZE, _LOCAL_SIZE = 22, 46, 30
_DEFLATED, _STORED = 8, 0
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800
_ZIP64 = 0xFFFF_FFFF
_FIRST_DAY = 0x21  # 1980-01-01, as a zip writes a day


class UnreadablePackage(ValueError):
    """The bytes are no zip, or one of a kind that no Word document is."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the central directory: its bytes, and what is read out of them.

    :param offset: where the file's own header and content begin.
    """

    raw: bytearray
    name: str
    offset: int


def with_parts(package: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a package with other content for some of its parts.

    Names, order, dates and comments stay, and so do the compressed bytes of all other parts.

    :param parts: the new contents by the names that the parts have in the zip; those of names that
        it does not have are put at the end.
    :raises UnreadablePackage: if it is no such zip.
    """
    try:
        return _copied(package, parts)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise UnreadablePackage("the zip is damaged") from error


def _copied(package: bytes, parts: Mapping[str, bytes]) -> bytes:
    end = package.rfind(_END)
    if end < 0:
        raise UnreadablePackage("it is no zip")
    directory = struct.unpack_from("<I", package, end + 16)[0]
    if directory == _ZIP64:
        raise UnreadablePackage("it is a zip of more than four gigabytes")
    entries = list(_entries(package, directory, end))
    by_offset = sorted(entries, key=lambda entry: entry.offset)
    ends = [entry.offset for entry in by_offset[1:]] + [directory]
    copied = bytearray(package[: by_offset[0].offset] if by_offset else b"")
    for entry, after in zip(by_offset, ends, strict=True):
        start = len(copied)
        record = package[entry.offset : after]
        if entry.name in parts:
            record = _replaced(record, entry, parts[entry.name])
        struct.pack_into("<I", entry.raw, 42, start)
        copied += record
    for name in sorted(parts.keys() - {entry.name for entry in entries}):
        record, entry = _added(name, parts[name], len(copied))
        entries.append(entry)
        copied += record
    new_directory = len(copied)
    for entry in entries:
        copied += entry.raw
    ending = bytearray(package[end:])
    counts = len(entries), len(entries), len(copied) - new_directory, new_directory
    struct.pack_into("<HHII", ending, 8, *counts)
    return bytes(copied + ending)


def _entries(package: bytes, offset: int, end: int) -> Iterator[_Entry]:
    """Yield the entries of the central directory in order."""
    while package[offset : offset + 4] == _ENTRY and offset < end:
        flags = struct.unpack_from("<H", package, offset + 8)[0]
        name, extra, comment = struct.unpack_from("<HHH", package, offset + 28)
        size = _ENTRY_SIZE + name + extra + comment
        raw = bytearray(package[offset : offset + size])
        words = bytes(raw[_ENTRY_SIZE : _ENTRY_SIZE + name])
        start = struct.unpack_from("<I", raw, 42)[0]
        if flags & _ENCRYPTED or start == _ZIP64:
            raise UnreadablePackage("it is encrypted, or larger than four gigabytes")
        yield _Entry(raw, words.decode("utf-8" if flags & _UTF8 else "cp437"), start)
        offset += size


def _replaced(record: bytes, entry: _Entry, content: bytes) -> bytes:
    """Return the header and content of a file with another content; its entry is told of it."""
    if record[:4] != _LOCAL:
        raise UnreadablePackage("the zip is damaged")
    name, extra = struct.unpack_from("<HH", record, 26)
    header = bytearray(record[: _LOCAL_SIZE + name + extra])
    method = struct.unpack_from("<H", entry.raw, 10)[0]
    if method == _STORED:
        packed = content
    else:
        squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        packed = squeezer.compress(content) + squeezer.flush()
        method = _DEFLATED
    for raw, start in ((header, 6), (entry.raw, 8)):
        flags = struct.unpack_from("<H", raw, start)[0] & ~_SIZES_FOLLOW
        struct.pack_into("<HH", raw, start, flags, method)
        sizes = zlib.crc32(content), len(packed), len(content)
        struct.pack_into("<III", raw, start + 8, *sizes)
    return bytes(header) + packed


def _added(name: str, content: bytes, offset: int) -> tuple[bytes, _Entry]:
    """Return the header and content of a new file, and its entry."""
    squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = squeezer.compress(content) + squeezer.flush()
    words = name.encode()
    sizes = zlib.crc32(content), len(packed), len(content)
    told = struct.pack("<HHHHHIIIHH", 20, _UTF8, _DEFLATED, 0, _FIRST_DAY, *sizes, len(words), 0)
    entry = _ENTRY + struct.pack("<H", 20) + told + struct.pack("<HHHII", 0, 0, 0, 0, offset)
    return _LOCAL + told + words + packed, _Entry(bytearray(entry + words), name, offset)
