"""How the fault in a query is shown: what is wrong, the line, and a caret under the place."""

from unicodedata import category, east_asian_width

_WIDTH = 100  # characters of a long query shown with a fault


class QueryError(ValueError):
    """A query nobody can mean. str() is three lines: what is wrong, the query's line, a caret below it."""

    def __init__(self, message: str, query: str, position: int) -> None:
        super().__init__(message, query, position)
        self.message, self.query, self.position = message, query, position

    def __str__(self) -> str:
        line, column = _line_of(self.query, self.position)
        where = f" (line {self.query.count(chr(10), 0, self.position) + 1})" if "\n" in self.query else ""
        return f"{self.message}{where}\n{line}\n{' ' * _columns(line[:column])}^"


def _line_of(query: str, position: int) -> tuple[str, int]:
    begin = query.rfind("\n", 0, position) + 1
    line = "".join(c if c.isprintable() else " " for c in query[begin:].partition("\n")[0])
    cut = max(0, position - begin - _WIDTH // 2) if len(line) > _WIDTH else 0
    head = "..." if cut else ""
    tail = "..." if len(line) > cut + _WIDTH else ""
    return head + line[cut : cut + _WIDTH] + tail, len(head) + position - begin - cut


def _columns(text: str) -> int:
    return sum(0 if category(c) in ("Mn", "Me") else 1 + (east_asian_width(c) in "WF") for c in text)
