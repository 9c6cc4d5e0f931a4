"""Makes the files joined to a question. The same content gives the same bytes, whatever the day:
what a candidate opened can be made again for the jury."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from io import BytesIO
from textwrap import wrap
from zipfile import ZipFile, ZipInfo

from PIL import Image, ImageDraw

from core.tables import Table, to_csv, to_ods, to_xlsx
from referentiel.drafts import Attachment

THAT_DAY = (2026, 1, 5, 8, 0, 0)
THAT_INSTANT = b"2026-01-05T08:00:00Z"
DATED = ("meta.xml", "docProps/core.xml")
INSTANT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?")
READABLE = SMTP.clone(utf8=True, max_line_length=0)  # accents as they are, for a text editor too

Paragraphs = Iterable[str | tuple[str, str]]


def text_file(name: str, text: str) -> Attachment:
    return Attachment(name, text.encode())


def svg_file(name: str, svg: str) -> Attachment:
    return text_file(name, svg)


def html_file(name: str, title: str, body_html: str) -> Attachment:
    head = f'<meta charset="utf-8">\n<title>{escape(title)}</title>'
    page = f'<!doctype html>\n<html lang="fr">\n<head>\n{head}\n</head>\n<body>\n{body_html}\n'
    return text_file(name, f"{page}</body>\n</html>\n")


def zip_file(name: str, contents: Mapping[str, bytes | str]) -> Attachment:
    """Files are stored, not squeezed: the bytes do not depend on a version of zlib."""
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for path, content in contents.items():
            archive.writestr(ZipInfo(path, THAT_DAY), content)
    return Attachment(name, whole.getvalue())


def png_file(
    name: str, size: tuple[int, int], draw: Callable[[ImageDraw.ImageDraw, tuple[int, int]], None]
) -> Attachment:
    image, whole = Image.new("RGB", size, "white"), BytesIO()
    draw(ImageDraw.Draw(image), size)
    image.save(whole, "PNG")
    return Attachment(name, whole.getvalue())


# Tables


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence]) -> Attachment:
    return Attachment(name, b"".join(to_csv(Table(name, columns, rows))))


def ods_file(name: str, columns, rows, title: str = "Feuille1") -> Attachment:
    return Attachment(name, undated(to_ods(Table(title, columns, rows))))


def xlsx_file(name: str, columns, rows, title: str = "Feuille1") -> Attachment:
    return Attachment(name, undated(to_xlsx(Table(title, columns, rows))))


def undated(office: bytes) -> bytes:
    """The same document, as if written on a given day."""
    with ZipFile(BytesIO(office)) as archive:
        parts = {path: archive.read(path) for path in archive.namelist()}
    for path in set(DATED) & set(parts):
        parts[path] = INSTANT.sub(THAT_INSTANT, parts[path])
    return zip_file("", parts).content


# Letters


def eml_file(
    name: str, headers: Mapping[str, str | Sequence[str]], body: str, html: str = ""
) -> Attachment:
    """A letter, with the same in HTML if given. A header given as a list is written many times."""
    letter = EmailMessage(policy=READABLE)
    for header, values in headers.items():
        for value in (values,) if isinstance(values, str) else values:
            letter[header] = value
    letter.set_content(body, cte="8bit")
    if html:
        letter.add_alternative(html, subtype="html", cte="8bit")
        letter.set_boundary("=_parties_du_message")
    defaults = {"Date": "Mon, 05 Jan 2026 08:00:00 +0100", "Message-ID": "<1@courrier.example>"}
    for header, value in defaults.items():
        if header not in letter:
            letter[header] = value
    return Attachment(name, letter.as_bytes())


# Texts

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
HEADINGS = {"h1": (1, 20), "h2": (2, 14)}  # level, size in points

ODT = "application/vnd.oasis.opendocument.text"
ODT_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "fo": "xsl-fo-compatible",
        "manifest": "manifest",
    }.items()
)


def odt_file(name: str, paragraphs: Paragraphs) -> Attachment:
    body = "".join(odt_paragraph(*with_kind(each)) for each in paragraphs)
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", ODT), ("content.xml", "text/xml"), ("styles.xml", "text/xml"))
    )
    parts = {
        "mimetype": ODT,
        "content.xml": odt_part(
            "document-content", f"<office:body><office:text>{body}</office:text></office:body>"
        ),
        "styles.xml": odt_part("document-styles", f"<office:styles>{odt_styles()}</office:styles>"),
        "META-INF/manifest.xml": f'{XML}<manifest:manifest {ODT_NAMESPACES} manifest:version="1.3">'
        f"{entries}</manifest:manifest>",
    }
    return zip_file(name, parts)


def odt_part(kind: str, content: str) -> str:
    root = f'office:{kind} {ODT_NAMESPACES} office:version="1.3"'
    return f"{XML}<{root}>{content}</office:{kind}>"


def odt_styles() -> str:
    language = '<style:text-properties fo:language="fr" fo:country="FR" fo:font-size="11pt"/>'
    room = '<style:paragraph-properties fo:margin-top="0.2cm" fo:margin-bottom="0.2cm"/>'
    headings = "".join(
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}"'
        f' style:family="paragraph" style:default-outline-level="{level}">{room}'
        f'<style:text-properties fo:font-size="{size}pt" fo:font-weight="bold"/></style:style>'
        for level, size in HEADINGS.values()
    )
    default = f'<style:default-style style:family="paragraph">{language}</style:default-style>'
    standard = '<style:style style:name="Standard" style:family="paragraph">'
    return f"{default}{standard}{room}</style:style>{headings}"


def odt_paragraph(kind: str, text: str) -> str:
    # A run of spaces would be read as one.
    spaced = re.sub(" {2,}", lambda run: f'<text:s text:c="{len(run[0])}"/>', escape(text))
    if kind == "p":
        return f'<text:p text:style-name="Standard">{spaced}</text:p>'
    level = HEADINGS[kind][0]
    heading = f'text:style-name="Heading_20_{level}" text:outline-level="{level}"'
    return f"<text:h {heading}>{spaced}</text:h>"


OOXML = "http://schemas.openxmlformats.org"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WORD_NAMESPACE = f'xmlns:w="{OOXML}/wordprocessingml/2006/main"'


def docx_file(name: str, paragraphs: Paragraphs) -> Attachment:
    body = "".join(docx_paragraph(*with_kind(each)) for each in paragraphs)
    parts = {
        "[Content_Types].xml": docx_types(),
        "_rels/.rels": docx_relation("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": docx_relation("styles", "styles.xml"),
        "word/document.xml": f"{XML}<w:document {WORD_NAMESPACE}><w:body>{body}</w:body>"
        "</w:document>",
        "word/styles.xml": f"{XML}<w:styles {WORD_NAMESPACE}>{docx_styles()}</w:styles>",
    }
    return zip_file(name, parts)


def docx_types() -> str:
    default = (
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    parts = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("styles", "styles"))
    )
    types = f'{XML}<Types xmlns="{OOXML}/package/2006/content-types">'
    return f"{types}{default}{parts}</Types>"


def docx_relation(kind: str, target: str) -> str:
    relations = f'{XML}<Relationships xmlns="{OOXML}/package/2006/relationships">'
    what = f'Type="{OOXML}/officeDocument/2006/relationships/{kind}"'
    return f'{relations}<Relationship Id="rId1" {what} Target="{target}"/></Relationships>'


def docx_styles() -> str:
    language = '<w:sz w:val="22"/><w:lang w:val="fr-FR"/>'
    default = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{language}</w:rPr></w:rPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:before="120" w:after="120"/></w:pPr></w:style>'
    )
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{2 * size}"/></w:rPr></w:style>'
        for level, size in HEADINGS.values()
    )
    return default + normal + headings


def docx_paragraph(kind: str, text: str) -> str:
    style = "Normal" if kind == "p" else f"Heading{HEADINGS[kind][0]}"
    run = f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def with_kind(paragraph: str | tuple[str, str]) -> tuple[str, str]:
    return ("p", paragraph) if isinstance(paragraph, str) else paragraph


# PDF: one font that every reader has, and only what a page of lines needs.

PAGE_LINES = 46
LINE_LETTERS = 85


def pdf_file(name: str, lines: Iterable[str]) -> Attachment:
    """Lines of text on A4 pages; the long ones are cut, an empty one leaves a space."""
    cut = [piece for line in lines for piece in wrap(line, LINE_LETTERS) or [""]]
    pages = [cut[start : start + PAGE_LINES] for start in range(0, len(cut), PAGE_LINES)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(fr-FR)>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, page in enumerate(pages):
        objects += [pdf_page(5 + 2 * number), pdf_stream(page)]
    return Attachment(name, pdf_of(objects))


def pdf_page(stream: int) -> bytes:
    font = "/Resources<</Font<</F1 3 0 R>>>>"
    return f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{font}/Contents {stream} 0 R>>".encode()


def pdf_stream(lines: list[str]) -> bytes:
    # The font has no narrow no-break space.
    shown = [re.sub(r"([\\()])", r"\\\1", line.replace("\u202f", "\u00a0")) for line in lines]
    text = "".join(f"({line}) Tj T*\n" for line in shown).encode("cp1252")
    stream = b"BT /F1 11 Tf 16 TL 57 780 Td\n" + text + b"ET"
    return b"<</Length %d>>\nstream\n%b\nendstream" % (len(stream), stream)


def pdf_of(objects: list[bytes]) -> bytes:
    whole, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    index = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\n" % (
        size,
        table,
        size,
    )
    return whole + index + b"startxref\n%d\n%%%%EOF\n" % len(whole)
