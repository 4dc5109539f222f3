"""The organiser's logo: an SVG made safe, its size on paper, and a picture of dots for formats that want one.

typst, which sets the PDF, draws an SVG as well, so no other tool is needed for that.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

import typst
from docx.image.exceptions import UnrecognizedImageError
from docx.image.image import Image
from lxml import etree

from server.domain.errors import N_, Invalid, TooLarge, require

HEIGHT_MM, WIDEST_MM = 14, 80
DOTS_PER_INCH = 600
LONGEST = 50  # times as wide as high, or as high as wide
MAX_BYTES = 1024 * 1024
MAX_PIXELS = 40_000_000
SVG, PNG, JPEG = "image/svg+xml", "image/png", "image/jpeg"
EXTENSIONS = {SVG: "svg", PNG: "png", JPEG: "jpg"}

_SVG_SPACE = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_ELEMENT_WORDS = """
svg g defs title desc symbol use path rect circle ellipse line polyline polygon text tspan image clipPath mask
linearGradient radialGradient stop pattern filter feGaussianBlur feOffset feBlend feColorMatrix feComposite
feFlood feMerge feMergeNode feComponentTransfer feFuncR feFuncG feFuncB feFuncA style
"""
_ELEMENTS = frozenset(_ELEMENT_WORDS.split())
_PICTURES_INSIDE = ("data:image/png;base64,", "data:image/jpeg;base64,")
_NOT_A_PICTURE = N_("Filen är ingen bild. Välj en SVG, PNG eller JPEG.")

_TOO_LONG = "a picture far longer one way than the other"  # typst breaks off hard where it has to draw one
_SHEET = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#let picture = image(bytes(json(bytes(sys.inputs.picture))), height: {HEIGHT_MM}mm)
#context {{
  let ratio = measure(picture).width / {HEIGHT_MM}mm
  assert(ratio < {LONGEST} and ratio > 1 / {LONGEST}, message: "{_TOO_LONG}")
}}
#picture
""".encode()

Element = Any


@dataclass(frozen=True, slots=True)
class Logo:
    """The organiser's logo as it was uploaded and checked."""

    content: bytes
    mime: str

    @property
    def data_uri(self) -> str:
        return f"data:{self.mime};base64,{base64.b64encode(self.content).decode()}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of dots (PNG or JPEG) and how large it stands on paper."""

    content: bytes
    mime: str
    width_mm: float
    height_mm: float


def checked_logo(content: bytes) -> Logo:
    """Give the logo as it is kept; what an SVG has of scripts and outside references is gone.

    Raises:
        Invalid: it is no picture of a kind that every format can carry, or has far too many pixels.
        TooLarge: it has more bytes than a logo needs.
    """
    require(len(content) <= MAX_BYTES, TooLarge(N_("Logotypen är för stor: högst 1 MB."), field="file"))
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        try:
            image = Image.from_blob(content)
        except Exception:  # python-docx's reader meets a cut picture with whatever its parser raises
            raise Invalid(_NOT_A_PICTURE, field="file") from None
        fits = 0 < image.px_width * image.px_height <= MAX_PIXELS
        require(fits, Invalid(N_("Bilden har för många bildpunkter."), field="file"))
        logo = Logo(content, PNG if content[:1] == b"\x89" else JPEG)
    else:
        logo = Logo(_safe_svg(content), SVG)
    _drawn(logo.content)  # a file that begins as a picture need not be one
    return logo


def picture_of(logo: Logo) -> Picture:
    """Give the logo as dots, an SVG drawn finely enough for print.

    Raises:
        Invalid: it cannot be drawn.
    """
    content, mime = (_drawn(logo.content), PNG) if logo.mime == SVG else (logo.content, logo.mime)
    try:
        image = Image.from_blob(content)
        ratio = image.px_width / image.px_height
    except (UnrecognizedImageError, ValueError, ZeroDivisionError):
        raise Invalid(_NOT_A_PICTURE, field="file") from None
    height = min(HEIGHT_MM, WIDEST_MM / ratio)
    return Picture(content, mime, ratio * height, height)


def _drawn(svg: bytes) -> bytes:
    numbers = f"[{','.join(map(str, svg))}]"
    try:
        drawn = typst.compile(_SHEET, format="png", ppi=DOTS_PER_INCH, sys_inputs={"picture": numbers})
    except typst.TypstError as error:
        long = _TOO_LONG in str(error)
        raise Invalid(
            N_("Bilden är för lång och smal för en logotyp.") if long else _NOT_A_PICTURE, field="file"
        ) from None
    assert isinstance(drawn, bytes)
    return drawn


# an SVG without anything that acts or fetches


def _safe_svg(content: bytes) -> bytes:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Invalid(_NOT_A_PICTURE, field="file") from None
    if root.tag != f"{{{_SVG_SPACE}}}svg" or root.getroottree().docinfo.internalDTD is not None:
        raise Invalid(_NOT_A_PICTURE, field="file")
    _clean(root)
    written: bytes = etree.tostring(root, encoding="utf-8")
    return written


def _clean(element: Element) -> None:
    for child in list(element):
        if not isinstance(child.tag, str) or not _is_drawing(child):
            _take_out(child)
        else:
            _clean(child)
    for name, value in list(element.attrib.items()):
        if _acts(etree.QName(name).localname.lower(), name, value):
            del element.attrib[name]


def _is_drawing(element: Element) -> bool:
    name = etree.QName(element)
    if name.namespace != _SVG_SPACE or name.localname not in _ELEMENTS:
        return False
    return name.localname != "style" or not _fetches("".join(element.itertext()))


def _acts(local: str, name: str, value: str) -> bool:
    if local.startswith("on") or local in ("src", "base"):
        return True
    if local == "href" or name == _LINK:
        return not value.strip().startswith(("#", *_PICTURES_INSIDE))
    return _fetches(value)


def _fetches(style: str) -> bool:
    """Whether a style could ask for something outside the file; its own escapes count as trying to."""
    lowered = style.lower().replace(" ", "").replace("'", "").replace('"', "")
    asks = lowered.replace("url(#", "")
    return "url(" in asks or "@import" in asks or "\\" in asks or "javascript:" in asks or "expression(" in asks


def _take_out(child: Element) -> None:
    """Remove an element but keep the text after it."""
    parent, before = child.getparent(), child.getprevious()
    if child.tail:
        if before is not None:
            before.tail = (before.tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
