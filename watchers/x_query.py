"""What to ask X for: the subjects' match queries in X's own search syntax, in as few questions as fit.

X's answer is judged again here, so a translation may ask for too much but should not ask for too little:

    NEAR/5            both terms, anywhere in the post
    NOT (a b)         left out: X cannot negate a group
    complain*         X knows no prefixes: left out beside other terms ("mercy complain*" asks for mercy, and
                      so does "mercy (bad OR complain*)"); standing alone it becomes the bare word
                      "complain", which misses "complained"
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from triage.model import Subject
from triage.query import And, Near, Node, Or, Term, parse

LONGEST_QUERY = 512  # characters, for accounts below Enterprise
_SUFFIX = " -is:retweet"
_BARE = re.compile(r"[@#]?\w+")
_PARTIAL = re.compile(r"[\s-]+[^\s-]*$")
_QUOTES = '"\u201c\u201d\u201e\uff02'
_WRITTEN = re.compile(f"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]|[^\\s(){_QUOTES}\uff08\uff09]+")
_OPERATORS = re.compile("AND|OR|NOT|NEAR/.*")
_RESERVED = frozenset({"and", "or", "near", "not"})


def queries(subjects: Sequence[Subject], longest: int = LONGEST_QUERY) -> list[str]:
    """As few queries as ask for all subjects. Raises ValueError where a subject cannot be asked for."""
    if not subjects:
        raise ValueError("there is no subject to ask X for")
    room = longest - len(_SUFFIX) - 2  # and the outer parentheses
    clauses = [clause for subject in subjects for clause in _clauses(subject, room)]
    return [_any(group) + _SUFFIX for group in _pack(clauses, room)]


def _clauses(subject: Subject, room: int) -> list[str]:
    """The subject's alternatives, gathered into clauses of at most `room` characters."""
    without = "".join(_negated(_parsed(subject.exclude))) if subject.exclude else ""
    if len(without) > room // 2:  # what is to be left out may cost more than it saves
        without = ""
    inner = room - len(without) - 4
    alternatives = [_fitting(node, inner, subject.name) for node in _alternatives(_parsed(subject.match))]
    return [f"({_any(group)}{without})" if without else _any(group) for group in _pack(alternatives, inner)]


def _parsed(query: str) -> Node:
    """The query's nodes, spelt as written: parse() folds Cyrillic letters into Latin look-alikes."""
    tokens = [match for match in _WRITTEN.finditer(query) if not _OPERATORS.fullmatch(match[0])]
    return _respelled(parse(query), {parse(token[0]): token[1] or token[0] for token in tokens})


def _respelled(node: Node, written: Mapping[Node, str]) -> Node:
    match node:
        case Term():
            return _spelt((node,), written)[0]
        case Near():
            return replace(node, left=_spelt(node.left, written), right=_spelt(node.right, written))
        case Or():
            return Or(parts=tuple(_respelled(part, written) for part in node.parts))
        case And():
            without = tuple(_respelled(part, written) for part in node.without)
            return And(parts=tuple(_respelled(part, written) for part in node.parts), without=without)


def _spelt(terms: Iterable[Term], written: Mapping[Node, str]) -> tuple[Term, ...]:
    return tuple(replace(term, text=written.get(term, term.text).rstrip("*\uff0a ")) for term in terms)


def _alternatives(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, Or) else (node,)


def _fitting(node: Node, room: int, subject: str) -> str:
    """The node in at most `room` characters, where need be with some conditions of an AND left out."""
    whole = _said(node)
    if len(whole) <= room:
        return whole
    kept: tuple[Node, ...] = ()
    for part in node.parts if isinstance(node, And) else ():
        if len(_said(And(parts=(*kept, part)))) <= room:
            kept = (*kept, part)
    if not kept:
        raise ValueError(f"the match of {subject!r} is too long for X: give this source its own query")
    return _said(And(parts=kept))


def _pack(pieces: Iterable[str], room: int) -> list[list[str]]:
    groups: list[list[str]] = []
    for piece in dict.fromkeys(pieces):
        if groups and len(_any([*groups[-1], piece])) <= room + 2:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _said(node: Node) -> str:
    match node:
        case Term():
            return _term(node)
        case Or():
            return _any([_said(part) for part in node.parts])
        case Near():
            return _all((Or(parts=node.left), Or(parts=node.right)), ())
        case And():
            return _all(node.parts, node.without)


def _all(parts: Sequence[Node], without: Sequence[Node]) -> str:
    words = [_said(part) for part in parts if not _is_partial(part)] or [_said(part) for part in parts]
    negations = "".join(text for part in without for text in _negated(part))
    return f"({' '.join(words)}{negations})" if len(words) > 1 or negations else words[0]


def _is_partial(node: Node) -> bool:
    """Whether X could only be asked for less: for a word's bare beginning, or for a group that holds one."""
    if isinstance(node, Term):
        return node.prefix and not _PARTIAL.search(node.text)
    return any(_is_partial(part) for part in node.parts) if isinstance(node, Or) else False


def _any(pieces: Sequence[str]) -> str:
    return f"({' OR '.join(pieces)})" if len(pieces) > 1 else pieces[0]


def _negated(node: Node) -> list[str]:
    """What X can leave out of it: single words and phrases. The rest stays in, and is left out here."""
    return [f" -{_quoted(part.text)}" for part in _alternatives(node) if isinstance(part, Term)]


def _term(term: Term) -> str:
    # Of "emergency depart*" the whole words are asked for; a lone beginning is asked for as it stands.
    return _quoted((_PARTIAL.sub("", term.text) if term.prefix else "") or term.text)


def _quoted(text: str) -> str:
    return text if _BARE.fullmatch(text) and text.lower() not in _RESERVED else f'"{text}"'
