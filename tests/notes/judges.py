"""Who judges a PDF: pikepdf for PDF/A, pdfua for PDF/UA, and page, which follows the rules of veraPDF for both."""

from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pdfua
import pikepdf
from pikepdf import pdfa

_EXTENSIONS = ("pdfaExtension", "pdfaSchema", "pdfaProperty", "pdfuaid:part")


def complaints(pdf: bytes, folder: Path) -> list[str]:
    """Everything anybody finds wrong. That the PDF/A judge of pikepdf knows no extension schemas is no finding."""
    file = folder / "judged.pdf"
    file.write_bytes(pdf)
    found = [f"pdfua {one.rule_id}: {one.message}" for one in pdfua.validate(str(file)).findings]
    for profile in ("ua1", "2b"):
        found += [
            f"page {one.rule_id}: {one.message}" for one in page.validate_pdf_bytes(pdf, profile=profile).failures
        ]
    report = pdfa.validate_written(BytesIO(pdf), "2b")
    found += [str(one) for one in report.findings if not any(known in one.message for known in _EXTENSIONS)]
    with pikepdf.open(BytesIO(pdf)) as opened:
        found += opened.check_pdf_syntax()
    return found


def roles(pdf: bytes) -> list[str]:
    """The tree of tags in reading order, indented by two spaces a level; alternative text behind a colon."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return list(_roles(opened.Root.StructTreeRoot.K, 0))


def _roles(node: Any, depth: int) -> Any:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _roles(kid, depth)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        said = f": {node.Alt}" if "/Alt" in node else ""
        yield f"{'  ' * depth}{str(node.S)[1:]}{said}"
        yield from _roles(node.K, depth + 1)
