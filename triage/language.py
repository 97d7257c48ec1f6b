"""Tells English and Spanish apart by their commonest words; anything else is "und"."""

_ENGLISH = frozenset(
    ["the", "and", "to", "of", "a", "in", "is", "it", "you", "that", "was", "for", "on", "are", "with", "as", "my", "they", "be", "at", "this", "have", "from", "or", "had", "by", "not", "but", "what", "all", "were", "we", "when", "your", "can", "there", "an", "which", "their", "if", "will", "how", "about", "out", "up", "them", "then", "so", "some", "her", "him", "she", "he", "would", "me", "been", "has", "who", "no", "our", "did", "just", "get", "got", "very", "more", "too", "after", "i'm", "it's", "don't", "didn't", "why"]
)
_SPANISH = frozenset(
    ["el", "la", "de", "que", "y", "en", "los", "se", "del", "las", "un", "por", "con", "una", "su", "para", "es", "al", "lo", "como", "más", "pero", "sus", "le", "ya", "o", "este", "sí", "porque", "esta", "entre", "cuando", "muy", "sin", "sobre", "también", "me", "hasta", "hay", "donde", "quien", "desde", "todo", "nos", "durante", "todos", "uno", "les", "ni", "contra", "otros", "ese", "eso", "había", "ante", "ellos", "esto", "mí", "antes", "algunos", "qué", "unos", "yo", "otro", "otras", "otra", "él", "tanto", "esa", "estos", "mucho", "nada", "muchos", "cual", "poco", "ella", "estar", "estas", "mi", "fue", "está", "son", "gracias", "llevo", "hospital"]
)
_LETTERS_NEEDED = 3
UNKNOWN = "und"


def detect(folded: str, platform_tag: str | None = None) -> str:
    """ISO 639-1 code of a folded text: the platform's own tag where it has one, else "en", "es" or "und"."""
    if platform_tag and len(platform_tag) == 2 and platform_tag.isalpha():
        return platform_tag.lower()
    words = folded[:2000].split()
    english = sum(word in _ENGLISH for word in words)
    spanish = sum(word in _SPANISH for word in words)
    if english != spanish:
        return "en" if english > spanish else "es"
    if any(c in "ñ¿¡" for c in folded[:2000]):
        return "es"
    plain = sum(word.isascii() and len(word) >= _LETTERS_NEEDED and word.isalpha() for word in words)
    return "en" if words and plain * 2 >= len(words) else UNKNOWN
