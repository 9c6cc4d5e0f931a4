"""Draws lines of text as a picture: a program, a page with its marks."""

from html import escape

from referentiel.drafts import Picture


def typed(lines: list[str]) -> str:
    """Lines of a fixed-width text, as a drawing."""
    wide, high = 40 + 13.3 * max(map(len, lines)), 34 * len(lines) + 30
    rows = "".join(
        f'<text x="20" y="{36 + 34 * row}" xml:space="preserve">{escape(line)}</text>'
        for row, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high}"'
        f' width="{wide:.0f}" height="{high}" font-family="monospace" font-size="22" fill="#1b1b1b">'
        f'<rect width="{wide:.0f}" height="{high}" fill="#ffffff" stroke="#8a8a8a"/>'
        f"{rows}</svg>\n"
    )


def program(lines: list[str]) -> Picture:
    """A program with its numbered lines; its words say how deep each line is."""
    numbered = [f"{number:2}  {line}" for number, line in enumerate(lines, 1)]
    words = [
        f"ligne {number}{depth(line)} : {line.strip().removesuffix(':').strip()}"
        for number, line in enumerate(lines, 1)
    ]
    alt = "Un programme. " + " ; ".join(words) + "."
    return Picture("programme.svg", typed(numbered).encode(), alt)


def depth(line: str) -> str:
    steps = (len(line) - len(line.lstrip())) // 4
    return f", décalée de {steps} cran{'s' if steps > 1 else ''}" if steps else ""
