"""The query language of `match` and `exclude`: text -> nodes, or a QueryError that shows the fault.

    northgate "north gate"      both (words side by side mean AND)
    northgate OR @northgate     either; operators count only in capitals, `or` is a word
    northgate NOT football      the first without the second; NOT follows what to look for
    northgate NEAR/5 nurse      at most five words between them, in either order
    complain*                   a beginning of two letters or more; also at the end of a phrase

NOT binds closest, then NEAR, AND, OR; parentheses change that.
"""

import re
from dataclasses import dataclass

from triage.folding import fold
from triage.query_error import QueryError

MOST_DEPTH = 50
_LEVEL = str.maketrans("\u201c\u201d\u201e\uff02\uff08\uff09\uff0a", '""""()*')
_TOKEN = re.compile(r'"([^"]*)"|[()"]|[^\s()"]+')
_NEAR = re.compile(r"NEAR/([0-9]{1,2})")
_OPERATORS = ("AND", "OR", "NOT", "NEAR")
_NOTHING = 'Nothing to look for: write a word, a "phrase", an @handle or a #tag'
_NO_OPENING = "This ) closes nothing: remove it or open a ( before"
_NO_NUMBER = 'NEAR needs a number from 0 to 99: NEAR/5 (or quotes, to look for "NEAR")'
_ONLY_NOT = "A query needs at least one thing to look for: northgate NOT football"
_NOT_A_PAIR = "NEAR joins two terms: put parentheses round each pair and AND between"
_NOT_TERMS = "NEAR stands between words, phrases or groups such as (nurse OR doctor)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word, phrase, @handle or #tag, folded; one space between words also stands for a hyphen.

    Only a handle or tag keeps its hyphens: it is matched to the letter.
    """

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All `parts` and none of `without`. There is always a part."""

    parts: tuple["Node", ...]
    without: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """One of `left` and one of `right`, not overlapping, with at most `between` words between them."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    between: int


Node = Term | And | Or | Near


def parse(query: str) -> Node:
    """Reads a query. Raises QueryError and nothing else."""
    return _Parser(query).parse()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "term", an operator, "(" or ")"
    text: str
    position: int


class _Parser:
    def __init__(self, query: str) -> None:
        self._query = query
        self._tokens = [self._token(match) for match in _TOKEN.finditer(query.translate(_LEVEL))]
        self._at = 0
        self._depth = 0

    def parse(self) -> Node:
        if not self._tokens:
            raise self._fault(_NOTHING, 0)
        node = self._either()
        if self._at < len(self._tokens):
            raise self._fault(_NO_OPENING, self._tokens[self._at].position)
        return node

    def _token(self, match: re.Match[str]) -> _Token:
        text, position = match[0], match.start()
        if text == '"':
            raise self._fault('This quotation mark has no partner: close the phrase with "', position)
        if text in ("(", ")"):
            return _Token(text, text, position)
        if match[1] is not None:
            return _Token("term", match[1], position + 1)
        operator = text.partition("/")[0]
        kind = operator if text in _OPERATORS or text.startswith("NEAR/") else "term"
        if kind == "NEAR" and not _NEAR.fullmatch(text):
            raise self._fault(_NO_NUMBER, position)
        if kind == "term":
            self._check_bare(text, position)
        return _Token(kind, text, position)

    def _check_bare(self, text: str, position: int) -> None:
        if fold(text[0]) == "-":
            raise self._fault("A leading - does nothing here: write NOT before what to leave out", position)
        if text[-1] in ",;":
            end = position + len(text) - 1
            raise self._fault(f"Leave out the {text[-1]} and write OR between alternatives", end)

    def _next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, kind: str) -> _Token | None:
        token = self._next()
        if token is None or token.kind != kind:
            return None
        self._at += 1
        return token

    def _either(self) -> Node:
        parts = [self._all()]
        while self._take("OR"):
            parts.append(self._all())
        return Or(parts=tuple(parts)) if len(parts) > 1 else parts[0]

    def _all(self) -> Node:
        parts, without = [self._near()], list[Node]()
        while (token := self._next()) and token.kind not in ("OR", ")"):
            self._take("AND")
            if self._take("NOT"):
                without.append(self._one())
            else:
                parts.append(self._near())
        return And(parts=tuple(parts), without=tuple(without)) if parts[1:] or without else parts[0]

    def _near(self) -> Node:
        begin, left = self._next(), self._one()
        near = self._take("NEAR")
        if not near:
            return left
        end, right = self._next(), self._one()
        between = int(near.text.removeprefix("NEAR/"))
        return Near(left=self._terms(left, begin), right=self._terms(right, end), between=between)

    def _terms(self, node: Node, token: _Token | None) -> tuple[Term, ...]:
        if isinstance(node, Term):
            return (node,)
        if isinstance(node, Or):
            return tuple(term for part in node.parts for term in self._terms(part, token))
        position = token.position if token else 0
        raise self._fault(_NOT_TERMS, position)

    def _one(self) -> Node:
        if token := self._take("term"):
            return self._term(token)
        if token := self._take("("):
            return self._group(token)
        raise self._missing()

    def _group(self, opening: _Token) -> Node:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise self._fault(f"More than {MOST_DEPTH} parentheses inside each other", opening.position)
        node = self._either() if self._next() else None
        if node is None or not self._take(")"):
            raise self._fault("This ( is never closed: add a )", opening.position)
        self._depth -= 1
        return node

    def _missing(self) -> QueryError:
        """Why there is no term here: the words depend on what stands before and after."""
        before, token = self._tokens[self._at - 1] if self._at else None, self._next()
        or_not = before and before.kind == "OR" and token and token.kind == "NOT"
        if before and before.kind in _OPERATORS and not or_not:
            return self._fault(f"{before.text} needs something to look for after it", before.position)
        assert token is not None  # only an operator can end the query here
        if token.kind == "NOT":
            return self._fault(_ONLY_NOT, token.position)
        if token.kind == ")" and before:
            return self._fault("Empty parentheses: put something to look for inside", before.position)
        if token.kind == ")":
            return self._fault(_NO_OPENING, token.position)
        if before and before.kind != "(":
            return self._fault(_NOT_A_PAIR, token.position)
        return self._fault(f"{token.text} needs something to look for before it", token.position)

    def _term(self, token: _Token) -> Term:
        raw = token.text.rstrip()
        body = raw.removesuffix("*")
        if "*" in body:
            raise self._fault("A * stands only at the end of a word", token.position + body.index("*"))
        if body != raw:
            self._check_prefix(fold(body + "."), token.position + len(body))  # the dot keeps a space before *
        folded = fold(body)
        self._check_term(folded, token)
        handle = folded[0] in "@#" and " " not in folded
        text = folded.strip("-") if handle else " ".join(folded.replace("-", " ").split())
        return Term(text=text, prefix=body != raw)

    def _check_term(self, folded: str, token: _Token) -> None:
        if folded in ("@", "#"):
            raise self._fault(f"{folded} needs a name right after it: {folded}northgate", token.position)
        if not any(c.isalnum() or c > "\x7f" for c in folded):
            raise self._fault("Nothing to look for here: a term needs a letter or a digit", token.position)

    def _check_prefix(self, folded: str, star: int) -> None:
        last = re.split("[ -]", folded)[-1]
        if sum(c.isalnum() for c in last) < 2:
            raise self._fault("A * needs at least two letters before it: complain*", star)

    def _fault(self, message: str, position: int) -> QueryError:
        return QueryError(message, self._query, position)
