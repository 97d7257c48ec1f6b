"""Words that people disguise, so that no filter finds them ("k*ll", "su!cide", "b0mb"), read as what they are."""

import re
from collections import defaultdict

DISGUISED = "^"  # the mark of a piece with such a word

# What is hidden: words of anger, of violence, of self-harm and of abuse. Where two of a length fit, the first is meant.
_WRITTEN = """
fuck fucks fucked fucker fuckers fuckin fucking shit shits shitty bullshit bitch bitches bastard bastards asshole assholes arse damn
crap crappy dick dickhead hell whore slut cunt cunts piss pissed pissing idiot idiots stupid
kill kills killed killing killer murder murdered murderer die died dies dying dead death deaths suicide suicidal unalive unaliving
rape raped rapes raping rapist rapists shoot shoots shooting shooter shot shots stab stabbed stabbing gun guns gunman gunmen knife
knives bomb bombs bomber bombing weapon weapons rifle machete drunk drug drugs drugged cocaine heroin overdose overdosed abuse abused
abuses abuser abusers abusing abusive assault assaulted assaults assaulting molest molested molester molesting grope groped gropes
groping pervert perverts pedo pedos pedophile paedophile harm harming hurt hurting hang hanging hanged noose blood bleed bleeding
attack attacked attacking terrorist terrorists sex sexual sexually naked beat beating racist racism nazi porn
matar matarme matarlos mato muerte muerto muerta morir morirme suicidio suicidarme suicidarse pistola cuchillo arma bomba droga
drogas drogado borracho borracha sangre abuso abusa golpea viola violada mierda puta puto putas pendejo pendejos cabron verga
"""
_STANDS_FOR = {
    "!": "il",
    "1": "il",
    "0": "o",
    "3": "e",
    "4": "a",
    "5": "s",
    "@": "a",
    "$": "s",
    "7": "t",
}
_ANY = "*#"  # stand for any letter
_SIGN = re.compile(r"[013457!@$*#]")
_CORE = re.compile(r"[a-z$15][a-z013457!@$*#]*[a-z$013457]")
_LEAST_SEEN = 2  # letters: of fewer nobody can tell which word it is

_BY_ENDS: dict[tuple[int, str, str], list[str]] = defaultdict(list)  # length, first letter, last letter
for _word in _WRITTEN.split():
    _BY_ENDS[len(_word), _word[0], _word[-1]].append(_word)


def undisguised(piece: str) -> str:
    """A folded piece without blanks, with the word in it that is disguised by signs or digits; every letter keeps its place.

    Its first and last letter stand there or signs that look like them ("$hot"), and at least _LEAST_SEEN of its letters; a sign
    behind a word hides nothing ("shot!", "deaths*").
    """
    return _CORE.sub(_word_of, piece) if _SIGN.search(piece) else piece


def without_disguises(folded: str) -> str:
    """A folded text with each of its pieces undisguised."""
    return " ".join(map(undisguised, folded.split(" ")))


def _word_of(match: re.Match[str]) -> str:
    core = match[0]
    if _LEAST_SEEN <= sum(map(str.isalpha, core)) < len(core):
        for first in _STANDS_FOR.get(core[0], core[0]):
            for last in _STANDS_FOR.get(core[-1], core[-1]):
                for word in _BY_ENDS.get((len(core), first, last), ()):
                    if all(map(_may_be, core, word)):
                        return word
    return core


def _may_be(sign: str, letter: str) -> bool:
    return sign == letter or sign in _ANY or letter in _STANDS_FOR.get(sign, "")
