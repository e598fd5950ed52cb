"""How the file for a word processor looks: its styles, and what stands at the head and the foot of every page."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor

from outreach_app.domain.letterhead import readable, tint
from outreach_app.i18n import _
from outreach_app.notes.blocks import Document
from outreach_app.notes.style import OUR_COLOUR

FONT = "Calibri"
"""On most desks; a word processor without it takes one of the same widths."""
SMALL, CALLOUT, CELL, HEADER_CELL = "Small text", "Callout", "Table text", "Table heading"
AMBER = RGBColor(0x9A, 0x5B, 0x00)
TEXT = RGBColor(0x1C, 0x24, 0x21)
_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
_AFTER_SHADE = ("w:tabs", "w:suppressAutoHyphens", "w:bidi", *_AFTER_BIDI)
"""What must stand behind them: a word processor may refuse a file whose parts are in another order."""
TEXT2 = RGBColor(0x4C, 0x57, 0x52)


def prepare(made: Any, locale: str, colour: str) -> None:
    """A4, our styles over those of every word processor, and the language of the text."""
    strong = RGBColor.from_string(readable(colour or OUR_COLOUR)[1:].upper())
    section = made.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    _styled(made.styles["Normal"], 10.5, TEXT)
    _language(made, locale)
    for name, size, before, after in (
        ("Title", 21.0, 2, 8),
        ("Heading 1", 13.0, 12, 3),
        ("Heading 2", 11.0, 8, 2),
    ):
        look = made.styles[name]
        _styled(look, size, TEXT if name == "Title" else strong, bold=True, before=before, after=after)
        for border in look.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
    _styled(made.styles["Subtitle"], 9.5, strong, bold=True, after=0)
    made.styles["Subtitle"].font.italic = False
    for spread in made.styles["Subtitle"].element.rPr.findall(qn("w:spacing")):
        made.styles["Subtitle"].element.rPr.remove(spread)
    _styled(made.styles["Caption"], 9.5, TEXT2, bold=True, before=6, after=3)
    _styled(made.styles["Quote"], 11, TEXT, before=3, after=5)
    made.styles["Quote"].paragraph_format.left_indent = Cm(0.6)
    for name in ("Body Text", "List Bullet", "List Continue"):
        _styled(made.styles[name], 10.5, TEXT, after=4)
    for name, size, ink, bold in (
        (SMALL, 8.5, TEXT2, False),
        (CALLOUT, 12, TEXT, True),
        (CELL, 9.5, TEXT, False),
        (HEADER_CELL, 9, TEXT2, True),
    ):
        look = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        look.base_style = made.styles["Normal"]
        _styled(look, size, ink, bold=bold, after=0 if name in (CELL, HEADER_CELL) else 6)
    for name in ("Caption", HEADER_CELL):  # neither stands alone at the foot of a page
        made.styles[name].paragraph_format.keep_with_next = True
    _shade(made.styles[CALLOUT].element.get_or_add_pPr(), tint(colour or OUR_COLOUR))


def _styled(
    look: Any, size: float, ink: RGBColor, *, bold: bool = False, before: float = 0, after: float = 4
) -> None:
    look.font.name, look.font.size, look.font.bold = FONT, Pt(size), bold
    look.font.color.rgb = ink
    fonts = look.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)
    look.paragraph_format.space_before, look.paragraph_format.space_after = Pt(before), Pt(after)


def _language(made: Any, locale: str) -> None:
    """Of every style that has one, and of what has none of its own."""
    for spoken in made.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), locale)
    properties = made.styles["Normal"].element.get_or_add_rPr()
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), locale)
    properties.append(spoken)


def _shade(properties: Any, colour: str) -> None:
    ground = OxmlElement("w:shd")
    ground.set(qn("w:val"), "clear")
    ground.set(qn("w:color"), "auto")
    ground.set(qn("w:fill"), colour[1:].upper())
    properties.insert_element_before(ground, *_AFTER_SHADE)


def table(made: Any, rows: int, columns: int, *, title: str = "", lines: bool = True) -> Any:
    """Hairlines between the rows, or none; `title` is what a screen reader says of it."""
    grid = made.add_table(rows=rows, cols=columns)
    properties = grid._tbl.tblPr
    if lines:
        borders = OxmlElement("w:tblBorders")
        for side in ("w:top", "w:bottom", "w:insideH"):
            line = OxmlElement(side)
            line.set(qn("w:val"), "single")
            line.set(qn("w:sz"), "4")
            line.set(qn("w:color"), "BFC4C0")
            borders.append(line)
        properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    if title:
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), title)
        properties.append(caption)
    return grid


def widths(grid: Any, wide: Sequence[Length]) -> None:
    grid.autofit = False
    for column, width in zip(grid.columns, wide, strict=True):
        column.width = width
    for row in grid.rows:
        for cell, width in zip(row.cells, wide, strict=True):
            cell.width = width


def repeat_head(grid: Any) -> None:
    """The first row is a head, on every page; no row is torn apart."""
    for place, row in enumerate(grid.rows):
        properties = row._tr.get_or_add_trPr()
        for name in ("w:cantSplit", *(("w:tblHeader",) if place == 0 else ())):
            properties.append(OxmlElement(name))


def turn(paragraph: Any, run: Any, *, whole: bool) -> None:
    """From right to left: the run, and the paragraph where it begins so."""
    run.font.rtl = True if whole else None
    if whole:
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


def drop_thumbnail(made: Any) -> None:
    """The picture of an empty page that the library's own template brings along."""
    related = made.part.package.rels
    for key in [key for key, one in related.items() if one.reltype.endswith("/thumbnail")]:
        del related[key]


def head_and_foot(made: Any, document: Document) -> None:
    """The letterhead on the first page, the name on the next ones; at the foot who gets it and the page number."""
    section, letter = made.sections[0], document.letterhead
    section.different_first_page_header_footer = True
    name = letter.name or document.author
    first = section.first_page_header.paragraphs[0]
    if letter.logo:
        try:
            picture = first.add_run().add_picture(BytesIO(letter.logo), height=Cm(1.5))
            picture._inline.docPr.set("descr", name)
            first = section.first_page_header.add_paragraph()
        except (UnrecognizedImageError, OSError, ValueError):
            first.clear()
    first.add_run(name).bold = True
    for line in letter.lines:
        section.first_page_header.add_paragraph(line)
    heads = section.first_page_header.paragraphs
    for paragraph in heads:
        paragraph.paragraph_format.space_after = Pt(14 if paragraph is heads[-1] else 0)
    later = section.header.paragraphs[0]
    later.add_run(f"{name} · {document.running}")
    for foot in (section.first_page_footer, section.footer):
        _foot(foot.paragraphs[0], document)


def _foot(paragraph: Any, document: Document) -> None:
    paragraph.style = SMALL
    said = [document.footer]
    if document.distribution:
        said.append(_("Distribution: {names}").format(names=document.distribution))
    if document.confidential:
        paragraph.add_run(f"{document.confidential} · ").bold = True
    paragraph.add_run(f"{' · '.join(said)} · ")
    _number(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _number(paragraph, "NUMPAGES")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _number(paragraph: Any, what: str) -> None:
    """A field that the word processor fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    run = paragraph.add_run("1")
    paragraph._p.append(field)
    field.append(run._r)
