"""Looks for words in everything below some folders: as they are, as UTF-16, and inside compressed streams."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
import zstandard

_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_GZIP = re.compile(rb"\x1f\x8b\x08")
_ZSTD = re.compile(rb"\x28\xb5\x2f\xfd")
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_LARGEST = 1 << 24
"""Bytes that one stream may grow to."""


def found_in(folders: Sequence[Path], word: str) -> list[str]:
    """Where the word stands: file by file, and in file names; upper and lower case alike."""
    hits = []
    for file in (each for folder in folders for each in sorted(folder.rglob("*"))):
        if word in file.name.lower():
            hits.append(f"{file}: its name")
        if file.is_file() and not file.is_symlink():
            hits += [f"{file}: {how}" for how in ways(file.read_bytes(), word)]
    return hits


def ways(content: bytes, word: str) -> list[str]:
    """How the word can be read out of the content."""
    found = [] if not _plain(content, word) else ["plain"]
    return found + [how for how, inner in _streams(content) if _plain(inner, word)]


def _plain(content: bytes, word: str) -> bool:
    lower = content.lower()
    return any(word.encode(code) in lower for code in ("utf-8", "utf-16-le", "utf-16-be"))


def _streams(content: bytes) -> Iterator[tuple[str, bytes]]:
    for pattern, how, window in ((_ZLIB, "zlib", zlib.MAX_WBITS), (_GZIP, "gzip", zlib.MAX_WBITS | 16)):
        for match in pattern.finditer(content):
            yield how, _inflated(content[match.start() :], window)
    for match in _ZSTD.finditer(content):
        try:
            yield "zstd", zstandard.ZstdDecompressor().decompressobj().decompress(content[match.start() :])
        except zstandard.ZstdError:
            continue
    if _ZIP in content:
        yield "zip", _unzipped(content[content.index(_ZIP) :])
    if _PDF in content:
        yield "pdf", _read(content[content.index(_PDF) :])


def _inflated(content: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(content, _LARGEST)
    except zlib.error:
        return b""


def _unzipped(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return b"\0".join(packed.read(name) for name in packed.namelist())
    except (zipfile.BadZipFile, OSError):
        return b""


def _read(content: bytes) -> bytes:
    """The words on the pages: fonts number their letters as they like."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return b""
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document).encode()
    finally:
        document.close()
