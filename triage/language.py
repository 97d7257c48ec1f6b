"""Tells English and Spanish by their commonest words, and keeps other languages apart from both."""

import re
from collections.abc import Sequence

UNKNOWN = "und"
READ = frozenset({"en", "es"})  # the languages that Heedline reads
_JUDGED = 600  # characters: enough to tell, and few languages change after them
_WORDS_JUDGED = 100
# Shares of a text's words: with so many common English ones it is English whatever else is in it; with so many that no vocabulary
# knows it is neither. So 105 of 112 everyday sentences in 28 other languages are told apart, where it was 48; of everyday tweets one in
# a hundred is taken for another language, mostly names and hashtags.
_LEAST_ENGLISH, _STRANGE = 0.2, 0.6
_FEW_WORDS = 3
_RENAMED = {"in": "id", "iw": "he", "ji": "yi"}  # X still speaks ISO 639-1 of 1988

_ENGLISH = """
the and to of a in is it you that was for on are with as my they be at this have from or had by not but what all
were we when your can there an which their if will how about out up them then so some her him she he would me been
has who no our did just get got very more too after i'm it's don't didn't why i do us any even only than into because
still never ever here again over now could should does doesn't isn't wasn't can't won't i've they're that's wait waiting
waited hours hour days weeks nurse nurses staff worst best great good bad rude love thanks thank please time people need
really think know want make call called told said took went come came go going back first last much many every being
where while before off down one two
"""
# With and without accents, for people in a hurry; a complaint's own words stand in for little ones in short texts.
_SPANISH = """
el la de que y en los se del las un por con una su para es al lo como más mas pero sus le ya este sí si porque esta
entre cuando muy sin sobre también tambien me hasta hay donde dónde quien quién desde todo nos todos uno les ni contra
ese eso había habia ante ellos esto antes algunos qué unos yo otro otra él tanto esa estos mucho nada muchos poco ella
estar mi mis te tu fue está estan están son gracias llevo lleva llevamos no nadie nunca siempre peor mejor mala malo mal
horas hora días dias espera esperando cita citas urgencias emergencias médico médicos doctora enfermera enfermeras hijo
hija esposo esposa padre madre mamá mama papá pésimo pesimo pésima pesima servicio servicios atención atencion atienden
atiende atendieron contestan contesta factura dinero seguro veces ciudad aquí aqui ahora ayer hoy ir voy vuelvo puedo
puede tengo tiene hace hacer está han he soy somos asco vergüenza
"""
# Only to keep these languages from being taken for the two above: French, German, Portuguese, Italian, Dutch,
# Polish, Tagalog, Haitian Creole, Indonesian, Catalan. English words are left out of them.
_OTHERS = """
le la les de des du et est que qui dans pour pas vous je un une au aux nous avec ce il elle mais ont sont cette tout ne
c'est j'ai n'est d'un d'une très été mon ma mes ses leur ça suis sans même jamais personne heures attente hôpital y
/ der das und ist nicht ich ein eine einen zu mit auf für von dem wir sie es auch aber noch nur wie bei nach schon
kein keine meine meiner mein sehr wurde werden haben hatte sind oder wieder nie niemand stunden krankenhaus
/ o de que e do da em um para com não nao uma os no se na por mais as dos como mas ao ele das foi ser são sem já eu meu
minha muito nos está também só pelo pela até isso ela entre depois mesmo você há ninguém nunca hora horas atendimento
péssimo médico mãe pai demora recomendo
/ di che non il è per una sono mi ho la del con più gli della nel nella al alla mio mia dal le lo si anche ma ore stato
nessuno ospedale molto questo pronto un ci
/ het een en van ik niet dat op te zijn voor maar om mijn nog geen naar ook aan bij heb heeft uur niemand zeer de
/ nie się na jest że z w i jak za od po mnie mi do godzin nikt szpital bardzo już tylko przez
/ ang ng sa mga na ko ako ka po hindi wala walang ito yung kasi naman lang din siya nila kami dito pa ba ospital doktor
grabe tagal nang ay
/ mwen yo nan pa li ki ou pou te ap gen lopital moun m nou sa anpil se la ak
/ yang dan di ini itu tidak saya untuk dengan ada juga sudah jam rumah sakit ke dari kami
/ els amb dels als aquest aquesta molt molta hem ens vam vaig res gràcies hores esperem metge metgessa urgències nostre nostra
són és perquè però quan també només mai ningú meva meu lamentem més dolent dolenta tractat
"""
_WORD = re.compile(r"https?://\S*|[@#]\w+|([^\W\d_]+(?:'[^\W\d_]+)*)")  # what is in the group is a word
_HASHTAG = re.compile(r"#([^\W\d_]+)")
_NOT_LATIN = re.compile("[\u0370-\u1dff\u2e80-\ufaff\ufb1d-\ufdff\ufe70-\ufefc\U00020000-\U0003ffff]")
_LATIN = re.compile("[a-z]")
_SPANISH_SIGN = re.compile("[ñ¿¡]")
_LETTERS_NEEDED = 3


def _marks() -> dict[str, str]:
    """Each word with a sign for every language it belongs to: "e", "s", and a digit each for the others."""
    marks: dict[str, str] = {}
    others = [(str(number), words) for number, words in enumerate(_OTHERS.split("/"))]
    for sign, words in (("e", _ENGLISH), ("s", _SPANISH), *others):
        for word in set(words.split()):
            marks[word] = marks.get(word, "") + sign
    return marks


_MARKS = _marks()
WORDS = _MARKS.keys()
ENGLISH, FOREIGN = "e", "f"  # marks of words that stand in English alone, or in other languages alone
_DIGITS = [str(number) for number in range(_OTHERS.count("/") + 1)]


def mark(word: str) -> str:
    """ENGLISH, FOREIGN or "" where a word tells neither."""
    signs = _MARKS.get(word)
    if signs is None:
        return ""
    return ENGLISH if signs == "e" else "" if "e" in signs else FOREIGN


def detect(
    folded: str,
    platform_tag: str | None = None,
    marks: str | None = None,
    numbers: Sequence[int] | None = None,
) -> str:
    """ISO 639-1 code of a folded text: the platform's own tag where it has one, else "en", "es" or "und".

    `marks` are those of its words, others among them, where the caller has them, and `numbers` those of a vocabulary that knows
    English and Spanish, 0 for a word that it does not know: a text of strange words is neither.
    """
    if platform_tag and (told := _of_tag(platform_tag)):
        return told
    if marks is None:
        marks = "".join(map(mark, folded[:_JUDGED].split()))
    english, foreign = marks.count(ENGLISH), marks.count(FOREIGN)
    if numbers and english < _LEAST_ENGLISH * len(numbers) and _is_strange(numbers[:_WORDS_JUDGED]):
        return UNKNOWN
    if english > foreign + 1 or (english and not foreign and folded.isascii()):
        return "en"  # most posts
    return _of_text(folded[:_JUDGED])


def _is_strange(numbers: Sequence[int]) -> bool:
    return len(numbers) >= _FEW_WORDS and numbers.count(0) >= _STRANGE * len(numbers)


def _of_tag(tag: str) -> str:
    """The language of a tag such as "en-GB"; "" for "und", "qme" and everything else that says nothing."""
    code = re.split("[-_]", tag.lower(), maxsplit=1)[0]
    return _RENAMED.get(code, code) if len(code) == 2 and code.isascii() and code.isalpha() else ""


def _of_text(folded: str) -> str:
    words = set(_WORD.findall(folded))
    words.discard("")
    if not words:  # some write in hashtags alone
        words = set(_HASHTAG.findall(folded))
    if not words or (not folded.isascii() and _is_other_script(folded)):
        return UNKNOWN
    found = "".join([_MARKS.get(word, "") for word in words])
    english, spanish = found.count("e"), found.count("s") + bool(_SPANISH_SIGN.search(folded))
    other = max([found.count(sign) for sign in _DIGITS])
    if english and english >= max(spanish, other):
        return "en"
    if spanish and spanish >= other:
        return "es"
    plain = sum(word.isascii() and len(word) >= _LETTERS_NEEDED for word in words)
    return "en" if other < 2 and plain * 2 >= len(words) else UNKNOWN  # English where nothing tells


def _is_other_script(folded: str) -> bool:
    return 2 * len(_NOT_LATIN.findall(folded)) > len(_LATIN.findall(folded))
