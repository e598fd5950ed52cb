"""A drawn PDF becomes the file that leaves: a tree of tags, PDF/A-2b and PDF/UA-1, checked as it is written.

All in memory: `pikepdf.pdfa.save` would put the file in the clear into the temporary folder first.
"""

import logging
from datetime import datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from outreach_app.notes import mapping
from outreach_app.notes.tags import Content, Tag

log = logging.getLogger(__name__)

_OWNERS = {"Scope": "Table", "ListNumbering": "List"}
_AMBIGUOUS = b"\r\nendstream"
"""A stream that ends in a carriage return: some readers take it for a part of the end of its line."""
_MOST_PADDING = 12
_DATES = ("/CreationDate", "/ModDate")


def seal(drawn: bytes, tags: Tag, *, dated: bool) -> bytes:
    """The same pages with everything a reader needs who does not see them. Equal input gives equal bytes.

    Without a date of its own, a file has none. Where what was written is no PDF/A after all (a logo may bring what
    we do not know), it is written again without saying that it is one.
    """
    with pikepdf.open(BytesIO(drawn)) as pdf:
        if not dated:
            for name in _DATES:
                del pdf.docinfo[name]
        return _finished(pdf, tags)


def seal_drawing(drawn: bytes, title: str, said: str, locale: str) -> bytes:
    """A page that is one drawing, made elsewhere: a figure with these words for who does not see it."""
    tags = Tag("Document")
    with pikepdf.open(BytesIO(drawn)) as pdf:
        page = pdf.pages[0]
        page.contents_add(b"/Figure <</MCID 0>> BDC\n", prepend=True)
        page.contents_add(b"\nEMC\n")
        page.contents_coalesce()
        forms = [one for one in pdf.objects if isinstance(one, Stream) and one.get("/Subtype") == Name.Form]
        _drop_unused(page.obj.Resources, [page.obj.Contents.read_bytes(), *(one.read_bytes() for one in forms)])
        left, bottom, right, top = (float(side) for side in page.mediabox)
        tags.add("Figure", said=said, kids=[Content(0, 0)], box=(left, bottom, right, top))
        pdf.Root.Lang = locale
        for name in map(str, list(pdf.docinfo)):
            del pdf.docinfo[name]
        pdf.docinfo["/Title"], pdf.docinfo["/Creator"] = title, "Vindplaats"
        return _finished(pdf, tags)


def _drop_unused(resources: Any, streams: list[bytes]) -> None:
    """Qt names colour spaces and patterns that it does not draw with; the judge knows no patterns."""
    spaces = resources.get("/ColorSpace", {})
    for name in map(str, list(spaces)):
        if not any(f"{name} cs".encode() in one or f"{name} CS".encode() in one for one in streams):
            del spaces[name]
    if "/Pattern" in resources and not any(str(name).startswith("/PCS") for name in spaces):
        del resources["/Pattern"]


def _finished(pdf: pikepdf.Pdf, tags: Tag) -> bytes:
    for page in pdf.pages:
        if "/Trans" in page.obj:
            del page.obj.Trans  # how a page of slides comes in, which an archive forbids
    mapping.mend(pdf)
    _grow(pdf, tags)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    profile = Stream(pdf, _srgb(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB IEC61966-2.1",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    archival = _holds(_write(pdf, archival=True, universal=False))
    written = _write(pdf, archival=archival, universal=True)
    for _again in range(_MOST_PADDING):
        if _AMBIGUOUS not in written:
            break
        _pad(pdf)
        written = _write(pdf, archival=archival, universal=True)
    return written


def _pad(pdf: pikepdf.Pdf) -> None:
    """A byte that means nothing at the end of what is packed, so that the packed bytes end otherwise."""
    for one in pdf.objects:
        if isinstance(one, Dictionary) and "/FontFile2" in one:
            program = one.FontFile2.read_bytes() + b"\0"
            one.FontFile2.write(program)
            one.FontFile2.Length1 = len(program)
        elif isinstance(one, Dictionary) and "/ToUnicode" in one:
            one.ToUnicode.write(one.ToUnicode.read_bytes() + b"\n")
        elif isinstance(one, Stream) and one.get("/Subtype") == Name.Form:
            one.write(one.read_bytes() + b"\n")
    for page in pdf.pages:
        page.contents_add(b"\n")
        page.contents_coalesce()


def _write(pdf: pikepdf.Pdf, *, archival: bool, universal: bool) -> bytes:
    """`archival` says that it is PDF/A-2b, `universal` that it is PDF/UA-1."""
    packet = Stream(pdf, _packet(pdf, archival, universal).encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = pdf.make_indirect(packet)
    out = BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        force_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        fix_metadata_version=False,
    )
    return out.getvalue()


def _holds(written: bytes) -> bool:
    """Judged before PDF/UA is declared: the judge knows no extension schemas, though PDF/A allows them."""
    from pikepdf import pdfa  # 0.2 s that only what leaves waits for

    report = pdfa.validate_written(BytesIO(written), "2b")
    for finding in report.findings:
        log.warning("The PDF is no PDF/A-2b: %s", finding.rule)
    return report.verdict == "pass"


def _grow(pdf: pikepdf.Pdf, tags: Tag) -> None:
    """The tree of structure elements, and from each page's marks back into it."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    marks: list[list[Any]] = [[] for _page in pdf.pages]
    root.K = Array([_element(pdf, tags, root, marks)])
    numbered = Array([])
    for place, page in enumerate(pdf.pages):
        page.obj.StructParents = place
        page.obj.Tabs = Name.S
        numbered.append(place)
        numbered.append(pdf.make_indirect(Array(marks[place])))
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbered))
    root.ParentTreeNextKey = len(marks)
    pdf.Root.StructTreeRoot = root


def _element(pdf: pikepdf.Pdf, tag: Tag, parent: Any, marks: list[list[Any]]) -> Any:
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{tag.role}"), P=parent))
    if tag.said:
        element.Alt = tag.said
    if tag.instead:
        element.ActualText = tag.instead
    attributes = [
        Dictionary({"/O": Name(f"/{_OWNERS[key]}"), f"/{key}": Name(f"/{value}")})
        for key, value in tag.attributes.items()
    ]
    if tag.box is not None:
        box = Array([round(side, 2) for side in tag.box])
        attributes.append(Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box))
    if attributes:
        element.A = Array(attributes)
    kids = Array([])
    for kid in tag.kids:
        if isinstance(kid, Tag):
            if kid.filled:
                kids.append(_element(pdf, kid, element, marks))
        else:
            kids.append(_reference(pdf, kid))
            _note(marks[kid.page], kid.mark, element)
    element.K = kids
    return element


def _reference(pdf: pikepdf.Pdf, content: Content) -> Any:
    return Dictionary(Type=Name.MCR, Pg=pdf.pages[content.page].obj, MCID=content.mark)


def _note(marks: list[Any], at: int, element: Any) -> None:
    """Marks may be met in another order than they were drawn in."""
    marks.extend([None] * (at + 1 - len(marks)))
    marks[at] = element


@cache
def _srgb() -> bytes:
    """The profile that pikepdf ships (CC0)."""
    return files("pikepdf.pdfa").joinpath("data", "sRGB.icc").read_bytes()


_EXTENSION = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
"""
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
_OF_EXTENSIONS = {
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def _packet(pdf: pikepdf.Pdf, archival: bool, universal: bool) -> str:
    """The document's metadata as XMP: the same words as in its information dictionary."""
    info = {str(key): escape(str(value)) for key, value in pdf.docinfo.items()}
    spaces = _NAMESPACES | (_OF_EXTENSIONS if universal else {})
    names = "\n".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    made = [
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" if archival else "",
        _in("dc:title", "Alt", info.get("/Title", "")),
        _in("dc:creator", "Seq", info.get("/Author", "")),
        _in("dc:description", "Alt", info.get("/Subject", "")),
        _in("dc:language", "Bag", str(pdf.Root.Lang)),
        f"<xmp:CreatorTool>{info['/Creator']}</xmp:CreatorTool>" if "/Creator" in info else "",
        f"<pdf:Producer>{info['/Producer']}</pdf:Producer>" if "/Producer" in info else "",
        *(
            f"<xmp:{name}>{_moment(info[key])}</xmp:{name}>"
            for key, name in zip(_DATES, ("CreateDate", "ModifyDate"), strict=True)
            if key in info
        ),
        *((_EXTENSION, "<pdfuaid:part>1</pdfuaid:part>") if universal else ()),
    ]
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about="" {names}>\n{"".join(made)}</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n'
        '<?xpacket end="w"?>'
    )


def _in(name: str, kind: str, text: str) -> str:
    """A value in the container its property asks for; nothing where there is none."""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    return f"<{name}><rdf:{kind}><rdf:li{language}>{text}</rdf:li></rdf:{kind}></{name}>" if text else ""


def _moment(stamp: str) -> str:
    """`D:20260327120000Z` as XMP writes it."""
    return f"{datetime.strptime(stamp[2:16], '%Y%m%d%H%M%S').isoformat()}Z"
