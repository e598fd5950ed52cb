"""The recovery sheet: one page with the code of one vault, for a drawer far from the laptop. Made in memory."""

from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.pdfgen.canvas import Canvas

from outreach_app.i18n import _, day, language
from outreach_app.notes import style
from outreach_app.notes.drawing import fitted
from outreach_app.notes.glyphs import write
from outreach_app.notes.sealing import seal
from outreach_app.notes.tags import Tag, TaggedCanvas, Words, marked
from outreach_app.notes.text import clean
from outreach_app.vault.recovery import RecoverySheet

_IN_LINE = 4
"""Groups of the code beside each other."""
_CODE_SIZE = 21


def render_sheet(sheet: RecoverySheet) -> bytes:
    """One page A4, in the current language."""
    style.load_fonts()
    out, tags = BytesIO(), Tag("Document")
    canvas = TaggedCanvas(
        out,
        pagesize=(style.WIDTH, style.HEIGHT),
        initialFontName=style.REGULAR,  # type: ignore[arg-type]  # the stub says float
        lang=style.LOCALES[language()],
        invariant=1,
    )
    canvas.setTitle(_("Recovery sheet"))
    canvas.setCreator("Vindplaats")
    y = style.HEIGHT - style.TOP - 20
    y = _paragraph(canvas, y, _("Recovery sheet"), "h1", tags.add("H1"))
    lead = _(
        "With this code you open the vault when its passphrase is forgotten. Whoever has both this sheet and the "
        "laptop can do so too."
    )
    y = _paragraph(canvas, y - 4, lead, "body", tags.add("P"))
    y = _code(canvas, y - 14, sheet.code.split("-"), tags.add("P"))
    y = _facts(canvas, y - 26, sheet, tags.add("L"))
    for heading, words in _advice():
        y = _paragraph(canvas, y - 12, heading, "h2", tags.add("H2"))
        y = _paragraph(canvas, y - 3, words, "body", tags.add("P"))
    canvas.showPage()
    canvas.save()
    return seal(out.getvalue(), tags, dated=False)


def _advice() -> list[tuple[str, str]]:
    return [
        (
            _("How to use it"),
            _(
                "On the lock screen choose “Passphrase forgotten?”, type the code and choose a new passphrase. "
                "Capitals, spaces and dashes do not matter; a typing error is told by its group."
            ),
        ),
        (
            _("Where to keep it"),
            _(
                "On paper alone, away from the laptop: in a locked drawer of the service or in a safe. Not in the "
                "bag of the laptop, not as a photo, not in a mail or a cloud folder."
            ),
        ),
        (
            _("If it is lost or was seen"),
            _("Make a new sheet under Settings, Security. From then on this code opens nothing."),
        ),
        (
            _("If it is lost together with the passphrase"),
            _(
                "Then nobody can open this vault any more, its makers neither. What was synced comes back on "
                "a new laptop that the team admits."
            ),
        ),
    ]


def _code(canvas: Canvas, top: float, groups: list[str], tag: Tag) -> float:
    """The groups, large, each at its own place so that they are copied without error."""
    lines = [groups[at : at + _IN_LINE] for at in range(0, len(groups), _IN_LINE)]
    high, step = 22 + 34 * len(lines), (style.MEASURE - 36) / _IN_LINE
    with marked(canvas, None):
        canvas.setFillColor(style.accent_soft())
        canvas.roundRect(style.LEFT, top - high, style.MEASURE, high, 8, stroke=0, fill=1)
    with marked(canvas, tag):
        canvas.setFillColor(style.TEXT)
        canvas.setFont(style.STRONG, _CODE_SIZE)
        for row, line in enumerate(lines):
            for column, group in enumerate(line):
                canvas.drawString(style.LEFT + 22 + column * step, top - 36 - 34 * row, f"{group} ")
    return top - high


def _facts(canvas: Canvas, top: float, sheet: RecoverySheet, tags: Tag) -> float:
    facts = (
        (_("Team"), sheet.team),
        (_("Worker"), sheet.worker),
        (_("Vault"), sheet.vault),
        (_("Made on"), day(sheet.made_on)),
    )
    for label, value in ((label, clean(value)) for label, value in facts if value):
        item = tags.add("LI")
        with marked(canvas, item.add("Lbl")):
            canvas.setFillColor(style.TEXT2)
            canvas.setFont(style.REGULAR, 9)
            canvas.drawString(style.LEFT, top, label)
        with marked(canvas, item.add("LBody")):
            canvas.setFillColor(style.TEXT)
            shown = fitted(value, style.MEASURE - style.LABEL, 10, style.MEDIUM)
            write(canvas, style.LEFT + style.LABEL, top, shown, style.MEDIUM, 10)
        top -= 17
    return top


def _paragraph(canvas: Canvas, top: float, words: str, look: str, tag: Tag) -> float:
    paragraph = Words(escape(words), style.styles()[look], tag=tag)
    _width, high = paragraph.wrap(style.MEASURE, style.HEIGHT)
    paragraph.drawOn(canvas, style.LEFT, top - high)
    return float(top - high)
