"""Reads a report's HTML back: its tags, its visible text, and its tables under their headings."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """``tables`` maps (section heading, inner heading) to rows, a row to its cells, a cell to its lines."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: dict[tuple[str, str], list[list[list[str]]]] = {}
        self.words: list[str] = []
        self._headings = ["", ""]
        self._inside: list[str] = []
        self.feed(html)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside.append(tag)
        if tag in {"h2", "h3"}:
            self._headings = ["", ""] if tag == "h2" else [self._headings[0], ""]
        if tag == "tr":
            self.tables.setdefault((self._headings[0], self._headings[1]), []).append([])
        if tag in {"td", "th"}:
            self._row().append([])
        if tag == "span":
            self._row()[-1].append("")
        if tag in {"meta", "link"}:
            self._inside.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" in self._inside:
            return
        self.words.append(f"{data} ")
        for level, tag in enumerate(("h2", "h3")):
            if tag in self._inside:
                self._headings[level] += data
        if "th" in self._inside:
            self._row()[-1].append(data)
        elif "span" in self._inside:
            self._row()[-1][-1] += data

    def row(self, section: str, heading: str, first: str) -> list[list[str]]:
        """The cells of the row that begins with ``first``."""
        found = self.tables[(section, heading)]
        return next(row for row in found if row[0] and row[0][0] == first)

    def _row(self) -> list[list[str]]:
        return self.tables[(self._headings[0], self._headings[1])][-1]
