"""Bytes to text: which encoding a file was saved in."""

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from outreach_app.tables.sheet import WrongEncoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = frozenset("àâäáãåæçéèêëíìîïñóòôöõœøúùûüýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕŒØÚÙÛÜÝŸ€£§©®°²³½¼µ·«»¿¡‘’“”„–—…•´\xa0")
"""What Dutch, French and their typography use. Bytes that mean only these in cp1252 are cp1252."""
_COMMON = frozenset("éèëêïîöôüûùàâäçœæñ’“”–…€")
"""Letters of which a text in an older encoding is nearly all made once it is read as what it is."""
_OLDER = ("cp850", "mac_roman")
_CANDIDATES = ["cp1252", *_OLDER, "iso8859_15", "cp1250", "cp1254"]
_SAMPLE = 200_000


def decoded(data: bytes, encoding: str | None, path: Path) -> tuple[str, str]:
    """The text, and the encoding it was read in: the given one, or the detected.

    Raises WrongEncoding.
    """
    if encoding:
        try:
            codec = codecs.lookup(encoding)
            return data.decode(codec.name).removeprefix("\ufeff"), codec.name
        except (LookupError, UnicodeError, ValueError, TypeError):
            raise WrongEncoding(file=path.name, encoding=encoding) from None
    name = _detected(data)
    if name is None:
        raise WrongEncoding(file=path.name, encoding="UTF-8")
    try:
        return data.decode(name), name
    except UnicodeError:
        raise WrongEncoding(file=path.name, encoding=name) from None


def _detected(data: bytes) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if bare := _bare_utf16(data):
        return bare
    for name in ("utf-8", "cp1252"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name == "utf-8" or {c for c in text if ord(c) > 127} <= _WESTERN:
            return name
    common, older = max((_common(data.decode(name)), name) for name in _OLDER)
    if common > 0.9:
        return older
    best = from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES).best()
    return best.encoding if best else None


def _common(text: str) -> float:
    """Which share of the letters beyond ASCII is common."""
    beyond = [c for c in text if ord(c) > 127]
    return sum(c in _COMMON for c in beyond) / len(beyond) if beyond else 0.0


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Western text is nought."""
    sample = data[:2000]
    if len(sample) < 4:
        return None
    odd, even = sample[1::2].count(0) / len(sample), sample[::2].count(0) / len(sample)
    if odd > 0.35 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.35 and odd < 0.05 else None
