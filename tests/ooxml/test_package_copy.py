"""A package with other content in some of its parts keeps all else to the last byte."""

from __future__ import annotations

import struct
from io import BytesIO, RawIOBase
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergen.ooxml.package_copy import UnreadablePackage, with_parts


class Pipe(RawIOBase):
    """A file that can be written to in order alone: sizes then follow what is compressed."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self.written += content
        return len(content)


def zipped(parts: dict[str, bytes], *, piped: bool = False, comment: bytes = b"") -> bytes:
    file = Pipe() if piped else BytesIO()
    with ZipFile(file, "w") as package:  # type: ignore[arg-type]
        package.comment = comment
        for number, (name, content) in enumerate(parts.items()):
            entry = ZipInfo(name, (2024, 10, 1 + number % 28, 9, 30, 0))
            entry.compress_type = ZIP_STORED if number % 3 == 2 else ZIP_DEFLATED
            entry.external_attr, entry.comment = 0o640 << 16, name.encode()[:9]
            package.writestr(entry, content)
    return bytes(file.written) if isinstance(file, Pipe) else file.getvalue()


def compressed(package: bytes, name: str) -> bytes:
    """The compressed bytes of a part, as they stand in the zip."""
    with ZipFile(BytesIO(package)) as file:
        entry = file.getinfo(name)
    words, extra = struct.unpack_from("<HH", package, entry.header_offset + 26)
    start = entry.header_offset + 30 + words + extra
    return package[start : start + entry.compress_size]


def told(entry: ZipInfo) -> tuple[object, ...]:
    """What a zip tells of a part but for its size and place."""
    return (
        *(entry.filename, entry.date_time, entry.compress_type, entry.external_attr),
        *(entry.comment, entry.extra, entry.create_system, entry.flag_bits & 0x800),
    )


names = st.lists(
    st.text("abc/é.xml", min_size=1, max_size=12).filter(lambda name: not name.endswith("/")),
    min_size=1,
    max_size=6,
    unique=True,
)


@given(st.data(), names, st.booleans(), st.binary(max_size=20))
def test_parts_are_replaced_and_all_others_copied(
    data: st.DataObject, names: list[str], piped: bool, comment: bytes
) -> None:
    content = st.binary(max_size=400) | st.just(b"the same again and again " * 60)
    before = {name: data.draw(content) for name in names}
    new = {name: data.draw(content) for name in names if data.draw(st.booleans())}
    package = zipped(before, piped=piped, comment=comment.replace(b"PK", b""))
    copied = with_parts(package, new)
    with ZipFile(BytesIO(package)) as old, ZipFile(BytesIO(copied)) as now:
        assert now.testzip() is None
        assert now.comment == old.comment
        assert [*map(told, now.infolist())] == [*map(told, old.infolist())]
        assert {name: now.read(name) for name in now.namelist()} == {**before, **new}
        for name in new:  # their sizes stand before them, and nothing follows
            assert not now.getinfo(name).flag_bits & 0x8
    for name in before.keys() - new.keys():
        assert compressed(copied, name) == compressed(package, name)


def test_nothing_replaced_is_the_same_package() -> None:
    package = zipped({"a.xml": b"one", "b.xml": b"two", "c.xml": b"three"}, piped=True)
    assert with_parts(package, {}) == package


def test_parts_of_other_names_come_last() -> None:
    package = zipped({"b.xml": b"two", "a.xml": b"one"})
    copied = with_parts(package, {"new.xml": b"three" * 50, "b.xml": b"2"})
    with ZipFile(BytesIO(copied)) as now:
        assert now.testzip() is None
        assert now.namelist() == ["b.xml", "a.xml", "new.xml"]
        assert (now.read("b.xml"), now.read("new.xml")) == (b"2", b"three" * 50)


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadablePackage):
        with_parts(content, {"a.xml": b""})
