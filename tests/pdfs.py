"""What a PDF says."""

import io
import unicodedata

from pypdf import PdfReader


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    return squeezed("".join(page.extract_text() for page in read(pdf).pages))


def squeezed(text):
    """Text as a reader takes it: how the lines were broken does not count."""
    return unicodedata.normalize("NFC", "".join(text.split()))
