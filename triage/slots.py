"""The slots that the level-3 rules are made of: who, what, when, and what takes it back.

Every pattern looks at a folded text (lower case, straight apostrophes). Gaps are bounded, so that no text takes long.
"""

import re
from collections.abc import Iterable

SIGN = "\N{BROKEN BAR}"  # stands in a text where a sign or an accusation was found
GAP = r"[^.!?\n]{0,40}?"  # a few words within a sentence
WIDE = r"[^.!?\n]{0,80}?"
# A word's end is a boundary too, where no word or mark begins: to skip it saves a third of the time.
_BEGIN = r"\b(?=[\w'!])"


def words(*alternatives: str) -> re.Pattern[str]:
    """Any of the alternatives, from the beginning of a word."""
    return re.compile(_BEGIN + f"(?:{'|'.join(alternatives)})")


class Slot:
    """A pattern of which each alternative stands alone, for a text is searched for those that it can hold."""

    def __init__(self, *alternatives: str) -> None:
        self.alternatives = tuple(map(words, alternatives))

    def search(self, text: str, numbers: Iterable[int]) -> re.Match[str] | None:
        """The first match of one of the alternatives with these numbers."""
        found = [match for number in set(numbers) if (match := self.alternatives[number].search(text))]
        return min(found, key=_place, default=None)

    def some(self, text: str, numbers: Iterable[int], most: int) -> dict[str, re.Match[str]]:
        """The first different phrases that match one of the alternatives with these numbers."""
        found = [match for number in set(numbers) for match in self.alternatives[number].finditer(text)]
        phrases: dict[str, re.Match[str]] = {}
        for match in sorted(found, key=_place):
            if len(phrases) < most:
                phrases.setdefault(match.group(), match)
        return phrases


_REST_OF_WORD = re.compile(r"[\w']*")
_LONGEST_QUOTE = 80  # characters


def quoted(match: re.Match[str]) -> str:
    """What was matched, its last word in full."""
    rest = _REST_OF_WORD.match(match.string, match.end())
    return (match.group() + (rest.group() if rest else "")).strip()[:_LONGEST_QUOTE]


def _place(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), -match.end()


# ---- what takes it back

PAST = words(
    r"(?:years?|months?|weeks?|days?) (?:ago|back|earlier|later)\b",
    r"(?<!my )(?<!his )(?<!her )(?<!our )last (?:year|month|week|spring|summer|fall|autumn|winter|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    r"(?<!his )(?<!her )(?<!your )(?<!their )back (?:in (?:the (?:day|\d|war|spring|summer|autumn|winter)|(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december)|then|when (?:i|we|he|she|they|it) (?:was|were|had|used|still))\b",
    r"in (?:19|20)\d\d\b", r"when i was\b",
    r"in (?:january|february|april|june|july|august|september|october|november|december)\b", r"used to (?!it\b)",
    r"in the past\b(?! (?:\w+ ){0,2}(?:minutes?|hours?|days?|weeks?|months?|years?))",
    r"once (?:wanted|tried|felt)\b", r"hace (?:\w+ ){1,2}(?:a[nñ]o|mes|semana|d[ií]a)s?\b",
    r"el (?:a[nñ]o|mes|verano|martes|lunes) pasado\b", r"la semana pasada\b", r"en (?:19|20)\d\d\b", r"cuando era\b",
)  # fmt: skip
RECOVERED = words(
    r"(?:saved|survived|recovered|recovering|(?:full|his|her|my|in|good|quick|speedy|of) recovery(?! (?:room|ward|bay|area))|alive today|still here today|got (?:me )?help|made it through|pulled through)\b",
    r"(?:glad|happy|grateful|thankful) (?:i|he|she|we|they|to|that|for)\b",
    r"thanks to (?:the|all|your|you|everyone)\b", r"(?:had|got|brought) (?:him|her|me) back\b",
    r"sitting up (?:and )?(?:eating|talking|smiling)\b", r"doing (?:well|great|fine|better)\b",
    r"(?:he|she|i|they)(?:'s| is|'m| am|'re| are) (?:fine|ok|okay|home|safe|better|alive)\b", r"turn(?:s|ed) out\b",
    r"false alarm\b", r"all.clear\b", r"all (?:is )?(?:going |went )?(?:well|fine)\b", r"going well\b",
    r"now (?:\d+|two|three|four|five|six) (?:days|weeks|months) old\b", r"congratulations\b", r"celebrat\w+",
    r"sober\b", r"gracias a\b", r"(?:me|lo|la|le) salv(?:aron|ó|o)\b", r"sobreviv\w+",
    r"ya est[aá] (?:bien|en casa|mejor)\b", r"muchas gracias\b",
)  # fmt: skip
HEALED = words(
    r"(?:saved (?:me|him|her|my|his|us|them)|survived|recovered|recovering|alive today|(?:am|i'm|and|are) still here|still here today|got (?:me )?help|made it through|pulled through|pulled me through)\b",
    r"(?:glad|happy|grateful|thankful) (?:i|he|she|to be|that i|for)\b",
    r"no longer (?:feel|want) (?:suicidal|like that|that way|to (?:die|end|hurt|harm|kill))", r"sober\b",
    r"in recovery\b", r"found safe\b", r"days (?:since|without|clean)\b",
    r"(?:i'?m|am|doing|feel|feeling) (?:\w+ )?(?:better|well|ok|okay) now\b", r"(?:me|lo|la) salv(?:aron|ó|o)\b",
    r"sobreviv\w+",
)  # fmt: skip
UNREAL = words(
    r"prevention\b", r"awareness\b", r"hotline (?:is (?:open|free|available|there|here|on|0|1)|number)",
    r"helpline (?:is (?:open|free|available|there|here|0|1)|number)", r"lifeline (?:is|number)\b",
    r"(?:staff|first.aid|fire|safety|our|annual|mandatory) training\b",
    r"training (?:day|session|exercise|course|video|week|scenario|slide|module|material)s?\b",
    r"trained (?:to|in|staff|volunteers)\b",
    r"(?:fire|evacuation|safety|bomb|lockdown|emergency|shooter|practice|security|an?|the|today's|tomorrow's|weekly|monthly|incident|only) (?:\w+ )?drills?\b(?! (?:twice|bit))",
    r"drills? (?:today|tomorrow|at|this|only|on|was|is|went)\b",
    r"(?:this is an|emergency|fire|safety|incident|training|tabletop|live) exercise\b", r"simulat\w+", r"rehears\w+",
    r"mock\b", r"(?:cpr|first.aid) (?:class|course|training|lesson)\w*", r"what to do (?:when|if)\b",
    r"grey'?s anatomy\b", r"watching (?:the show|a (?:show|movie|film|series))\b", r"hoax\b",
    r"(?:dreaming|dreamt|dreamed) (?:about|of|that)\b", r"mannequin\b", r"documentary\b",
    r"(?:tv|telly|soap|crime|medical|hospital|police|new|bbc) (?:drama|show)\b", r"plot of\b", r"the bit where\b", r"(?:finally|just|been) watched\b", r"podcast\b",
    r"movies?\b", r"(?:a|the|this|that|new|horror|short|action|of|in|best) films?\b",
    r"films? (?:about|festival|night|noir|star|is|was|ends)\b", r"episodes?\b",
    r"season (?:finale|\d|one|two|three|four|premiere)", r"(?:new|this|last|final) season\b",
    r"(?:tv|new|drama|comedy|hit|whole|second|first|crime|this|the|medical|hospital) series\b",
    r"series (?:\d|one|two|finale)", r"finale\b", r"trailer\b",
    r"(?:the|that|a|fight|death|opening|final|best|whole) scene\b(?! (?:here|outside))", r"novels?\b", r"memoirs?\b",
    r"thriller\b",
    r"(?<!incident )(?<!accident )(?<!visitors )(?<!visitor )(?<!complaints )(?<!drug )(?<!order )(?<!signing )(?:a|this|that|her|his|new|good|great|comic|audio|best|favou?rite) books?\b(?! an?\b)",
    r"books? (?:about|by|on|called|club|is|was|ends|review)\b", r"songs?\b", r"lyrics\b", r"playlist\b",
    r"(?:play(?:s|ing|ed)?|the|video|board|computer|card|this|new|football|big) (?:\w+ )?games?\b", r"dlc\b",
    r"case (?:of the (?:month|week)|study|report)\b", r"meded\b", r"(?:on|watching) (?:tv|netflix)\b", r"museum\b",
    r"exhibit\w*", r"(?:local|oral|our|hospital) history\b", r"history (?:of|museum|lesson|books?)\b", r"workshop\b",
    r"seminar\b", r"lecture\b", r"symptoms of\b", r"signs of\b", r"know the signs\b", r"learn (?:how|to|about|the)\b",
    r"(?:learn\w*|show(?:s|ed|ing)|teach\w*|taught (?:us|them|our|the|kids|scouts)) (?:\w+ ){0,3}how to (?:do|give|use)\b",
    r"how to (?:spot|recogni[sz]e|help|prevent|respond|talk)\b",
    r"if (?:a|your) (?:friend|colleague|loved one|relative) (?:is|feels|seems|ever)\b", r"support group\b",
    r"campaign\b", r"amnesty\b",
    r"just watched (?:the (?:new|film|movie|show|episode|finale|last)|that (?:film|movie|show)|\w+ (?:on|season)|an episode|episode|season)",
    r"costume\b", r"halloween\b", r"cosplay\b", r"quote:", r"headline\b",
    r"prevenci[oó]n\b", r"simulacro\b", r"pel(?:i|[ií]cula)\b", r"documental\b", r"serie\b", r"novela\b",
    r"videojuego\b", r"canci[oó]n\b", r"taller\b", r"(?:un|el|este|nuevo) curso\b", r"curso de\b",
    r"concientizaci[oó]n\b",
)  # fmt: skip
NEWS = words(
    r"police (?:said|say|are|were|confirm\w*|arrest\w*|charg\w*|respond\w*|investigat\w*)\b",
    r"officials? (?:said|say|confirm\w*)\b", r"spokes\w+", r"according to\b(?! (?:your|you))",
    r"was (?:arrested|charged|sentenced|jailed|convicted|acquitted|found (?:guilty|dead))\b",
    r"were (?:arrested|charged|evacuated)\b", r"pleads? (?:not )?guilty\b", r"pleaded\b",
    r"(?:in|to|at|by|the|high|crown|county|supreme|appeals?|magistrates'?|criminal|civil|family|coroner'?s?) court\b",
    r"courts?(?:room|house)\b", r"court (?:heard|hears|case|order|hearing|documents|papers|date)\b", r"judge\b",
    r"jury\b", r"prosecutors?\b", r"inquest (?:heard|hears|finds|found|into|opens|opened|was told)\b", r"coroner\b",
    r"trial\b", r"lawsuit\b", r"sentenced\b", r"arrested\b", r"in custody\b",
    r"(?:two|three|four|five|several|\d+) (?:dead|killed|injured|hurt)\b",
    r"(?:man|woman|patient|boy|girl|actor|star|legend|who|\d\d?,) dies\b", r"dies (?:after|aged|from|following)\b",
    r"breaking:", r"update:", r"(?<!to )report(?:s|ed)? (?:that|says|say)\b",
    r"(?<!on the )(?<!make the )(?<!watch the )(?<!great )(?<!good )(?<!since the )news\b(?! (?:crew|station))",
    r"suspects?\b", r"(?:new|recent|this|a|the|our|my|case) study\b",
    r"study (?:finds|found|shows|says|of|by|into)\b", r"researchers\b", r"statistics\b",
    r"polic[ií]a (?:dijo|detuvo|investiga|inform[oó])\b", r"fue (?:detenido|arrestado|condenado|absuelto)\b",
    r"seg[uú]n (?:la polic[ií]a|fuentes|el informe|las autoridades|un estudio|testigos)\b", r"detienen\b",
    r"presunt[oa]\b", r"juicio\b", r"juez\b", r"fiscal[ií]a\b",
    r"(?:fue|un|una|hombre|mujer|sospechos[oa]) detenid[oa]\b", r"noticias?\b", r"autoridades\b",
    r"muere (?:un|una|el|la|tras|a los)\b", r"muri[oó] un\b",
)  # fmt: skip
ADVERT = words(
    r"hiring\b", r"seeks (?:an?|\w+ing)\b", r"(?:permit|licen[cs]e) (?:required|essential|preferred)\b",
    r"apply (?:now|here|today|online|at|via|by|before|within|for)\b", r"to apply\b", r"job (?:opening|alert)\b",
    r"vacanc\w+", r"now open\b", r"se busca enfermer", r"vacante\b", r"(?:oferta|bolsa) de empleo\b",
)  # fmt: skip
# Who writes it is in it, or calls for help: no news tells so.
FIRSTHAND = words(r"i\b", r"i'?(?:m|ve|ll|d)\b", r"m[ye]\b", r"we\b", r"we'?(?:re|ve|ll)\b", r"us\b", r"help\b", r"please\b",
    r"hurry\b", r"mis?\b", r"yo\b", r"estoy\b", r"tengo\b", r"voy\b", r"nos\b", r"ayuda\b", r"por favor\b")  # fmt: skip
FIGURE = words(
    r"lol\b", r"lmao\b", r"lmfao\b", r"haha", r"jaja", r"jk\b", r"just kidding\b", r"joking obv\w*",
    r"(?:only|just) joking\b", r"bromeaba\b",
    r"(?:laughing (?:so|my|at (?:my|this|how))|laughed (?:so|until)|laughter|giggled|made me laugh)",
    r"of (?:boredom|embarrassment|cringe|laughter|cuteness|shame|curiosity|hunger|jealousy)\b", r"to die for\b", r"ma(?:ke|kes|de|king) me (?:want|wanna)\b",
    r"bored\b", r"cringe\b", r"so (?:cute|good|funny|happy)\b", r"literally (?:dying|dead)\b",
    r"(?:just|only|as|was|for) a (?:joke|laugh)\b", r"metaphor\w*", r"figurativ\w*",
    r"de (?:la )?(?:risa|verg[uü]enza|aburrimiento|hambre|ganas|amor|sueño)\b",
    r"del (?:aburrimiento|susto|cansancio)\b", r"broma\b", r"delicios\w*", r"tast(?:y|ed|es)\b",
)  # fmt: skip
EARNEST = words(r"(?:not|isn't|ain't|no) (?:even |a |kidding or )?(?:joking|kidding|joke|bluffing|messing)\b",
    r"(?:i )?mean it\b", r"(?:dead|deadly|being|so|i'?m) serious\b", r"no es broma\b", r"(?:va )?en serio\b", r"fr\b",
    r"for real\b")  # fmt: skip
MOCKING = re.compile("[\U0001f602\U0001f923\U0001f480\U0001f605\U0001f606]")

NOT_SELF = words(
    r"not suicidal\b", r"never (?:once |ever )?wanted to (?:hurt|harm|kill|die)\b",
    r"no (?:me )?quiero morir(?:me)?\b", r"(?:isn't|wasn't|never been|never|not) (?:\w+ )?suicidal\b",
    r"(?:would|could|will) never (?:hurt|harm|kill) (?:my ?self|anyone)",
    r"not (?:going to|gonna|planning to) (?:hurt|harm|kill|end|die)", r"no longer suicidal\b", r"new job\b",
    r"(?:my|his|her) retirement\b",
    r"last (?:ever )?(?:shift|day (?:at|as|of|in|with)|night (?:on (?!earth)|at|as))\b", r"fireworks\b",
    r"to be disposed of\b",
)  # fmt: skip

NOT_THREAT = words(
    r"(?:no|not an?|isn't an?|wasn't an?|never an?|there'?s no|without an?) (?:active )?(?:shooter|gunman|bomb|gun|guns|knife|weapon|threat|shots|hostages?)\b",
    r"(?:boss|manager|teacher|mum|mom|wife|dad|girlfriend|mother|nan|gran)(?:'s| is| are)? (?:gonna|going to|will|'ll|would) (?:kill|murder|strangle|shoot) me\b",
    r"me voy a matar\b", r"(?:voy|vas|va) a matarme\b",
    r"no (?:hay|hubo) (?:ning[uú]n )?(?:tiroteo|disparos|tirador|bomba|arma|hombre armado)\b",
    r"(?:would|could|will|'d) never (?:hurt|harm|kill|shoot|threaten)",
    r"not (?:a threat|threatening|going to|gonna|saying)", r"(?:wasn't|isn't|never) (?:a threat|armed)",
    r"(?:killer|bomb(?:shell|astic)?) (?:view|soup|deal|coffee|sauce|cake|dress|app|service|food)", r"photo ?shoot",
    r"flu shots?\b", r"shot (?:in the arm|clinic)", r"bath bombs?\b", r"photobomb\w*",
    r"bomb (?:site|soup|food|cyclone|burger|pizza|tacos|shelter|disposal|squad)",
    r"(?:butter|xacto|palette|cake|pastry) kni(?:fe|ves)\b", r"kni(?:fe|ves) and forks?\b", r"blunt\b",
    r"(?:knife|scissors|rifle) (?:block|case|set|sharpener)\b",
    r"(?:ordered|bought|bought some|buy|returned?|delivered) (?:\w+ ){0,3}kni(?:fe|ves)\b(?! (?:and|to|yesterday|today))",
    r"(?:sex|water) pistols?\b", r"carv(?:e|es|ed|ing)\b",
    r"(?:hear|hearing) from (?:my|our) (?:lawyer|solicitor|attorney)\b", r"gun control\b",
    r"firearms? (?:officer|unit|permit|licen[cs]e|training|team|course)s?\b", r"hot ?glue\b", r"nail gun\b",
    r"glue gun\b", r"heat gun\b", r"top gun\b", r"jump(?:ed|ing)? the gun\b", r"under the knife\b",
    r"water (?:gun|pistol)s?\b",
    r"(?:nobody|no one|noone) (?:had|has|was|is|brought|got) (?:an? )?(?:gun|knife|weapon|armed|shot|stabbed)\b",
    r"(?:kill|murder) me (?:when|if) (?:they|she|he|mum|mom) (?:hears?|sees?|reali[sz]es?|learns?)\b",
    r"knives?-? ?(?:set|block)", r"bat(?:s)? (?:in the (?:attic|belfry)|colony|house)",
    r"kill (?:the (?:mood|vibe|weeds|germs|pain|bugs|bacteria|virus|lights|engine|battery)|germs|bacteria|weeds|cancer|mosquito\w*|(?:it|that|this) (?:at|on stage))",
    r"burn(?:s|ed|ing)? (?:calories|cream|unit|center|centre|patients|ward)",
    r"could (?:strangle|kill|murder) (?:whoever|a (?:burger|pizza|coffee|beer|pint|curry|steak|sandwich|tea))",
    r"shoot (?:me|you|us|them) (?:a|an|over|your) ", r"stab(?:bed)? (?:in the back|in the dark|at)",
    r"(?:might as well|feels? like|as if|practically|basically)[^.!?]{0,40} gun (?:to|at|against)\b",
    r"hold(?:ing|s)? (?:it|this|that|my (?:money|data|account|order|parcel|luggage|bags?|funds|score|deposit|refund|information)|our (?:money|data|luggage|bags?|deposit)|\w+ (?:data|money|account|funds|information|luggage|deposit)) hostage\b",
    r"(?:is|are|was|were|'s) the bomb\b", r"(?:solicitors?|ombudsman|small claims|trading standards)\b",
    r"kill two birds", r"(?:going to|gonna|'ll|will) (?:\w+ )?kill it\b",
    r"hold(?:ing)? (?:me|us|my|our) (?:hostage|to ransom)",
)  # fmt: skip

# A story told: then a bare "now" or "please" does not make it happen now.
TOLD = words(
    r"(?:minutes?|mins?|hours?) later\b", r"(?:we|they|he|she) got out\b", r"(?:ran|stayed|rushed|helped)\b",
    r"(?<!just )(?<!has )(?<!have )(?<!'ve )(?<!'s )(?:was|were|had|wasn't|weren't|died|came|went|took|fell|heard|lay|waited|discharged|woke|got (?:him|her|them|me) back|told us(?! to (?:wait|sit|leave|calm|go|stay|keep))|by (?:six|seven|eight|nine|ten|noon|midnight|morning)|doesn't|used)\b",
    r"(?:estaba|estuvo|fue|era|muri[oó]|lleg[oó]|(?:se )?cay[oó]|acudi[oó]|tuvimos|dijeron|hab[ií]a|esper[oó]|tard[oó])\b",
)  # fmt: skip

NO_DANGER = words(
    r"(?:there(?:'s| is| was)|there isn't) (?:no|a no|any) (?:fire|emergency|gunman|bomb|danger)\b",
    r"no hay (?:fuego|incendio|peligro|emergencia)\b",
    r"(?:nobody|no one|noone|not|wasn't|weren't|isn't) (?:was |were |is |got )?(?:hurt|injured|bleeding|in danger|a stroke|having)\b",
    r"(?:wasn't|was not|isn't|not) (?:actually )?(?:a |an |having a )?(?:heart attack|stroke|fire|emergency|seizure)",
    r"(?:budget|heart attack|heart has|heart stopped|money|wallet|bank account|soul|phone|app|site|server|laptop|battery|website)(?:'s| is| are|) (?:bleeding|dying|collapsing|choking|on life support|unconscious|unresponsive|on fire)",
    r"app (?:is )?(?:unresponsive|crashed|not responding)",
    r"(?:this|these) (?:\w+ ){0,2}(?:is|are) (?:fire|on fire)\b",
    r"(?:line|queue|traffic|website|site|portal|app|page|system|chatbot|bot|server|button) (?:\w+ ){0,2}(?:unresponsive|not responding|collaps\w+|isn't responding)",
    r"stroke (?:unit|ward|team|patients|survivor\w*|center|centre|of (?:luck|genius))",
    r"heart attack (?:when|after seeing|at the|looking|from the bill)", r"gave me a (?:heart attack|stroke)",
    r"fire (?:drill|sale|alarm test)", r"fired?\b(?= (?:him|her|me|up))",
    r"overdose of (?!\w*(?:pills|tablets|insulin|paracetamol|meds|morphine|heroin))\w+",
    r"drowning in (?!the (?:pool|sea|lake|river|bath|water)|a )\w+",
    r"(?:nurses|staff|we|doctors)(?:'re| are) drowning\b", r"bleeding (?:money|me dry|cash|customers)\b",
    r"gasping (?:for (?:a|some) (?:cup|drink|brew|tea|coffee|pint|smoke)|at)\b",
    r"choking (?:on (?:the (?:price|cost|fees)|dust)|back|hazards?)\b",
    r"passed out (?:leaflets|flyers|forms|of|cards)\b", r"fitting (?:the|my|a|an|our|new|your) (?!(?:fit|patient))",
    r"(?:gone|going|go) gr[ea]y (?:in|waiting|with|trying|on)\b", r"(?:gone blue|blue) screen\b",
    r"screen(?:'s| has| is)? (?:gone |gone all )?blue\b",
    r"(?:laptop|phone|tablet|router|screen|printer|console)(?:'s| is| has been)?[^.!?]{0,25} unresponsive\b",
    r"(?:order|app|tent|gazebo|chair|fob|site|line|shelf unit|deal) (?:has |just |also )?collapsed\b",
    r"sparks (?:card|customer|rewards|account|app)\b", r"had my blood test\b",
)  # fmt: skip

PERSON = words(
    r"(?:he|she|they|hes|shes|he's|she's|him|his|nurses?|doctors?|dr|aides?|cnas?|hcas?|carers?|caregivers?|sister|matron|orderlies|bloke|one of (?:your|the)|caretaker|porter|driver|guards?|security|tech|technician|orderly|staff|employee|agent|steward\w*|attendant|manager|therapist|surgeon|midwife|an?a?esthetist|anesthesiologist|assistant|radiographer|sonographer|phlebotomist|paramedic|counsell?or|clerk|cashier|engineer|fitter|installer|inspector|warden|supervisor|mentor|chaplain|nanny|childminder|tutor|trainer|chef|bouncer|officer|advis[eo]r|coach|instructor|pilot|captain|teacher|worker|cleaner|waiter|mujer|hombre|se[nñ]or[a]?|chic[oa]|man|guy|bloke|woman|male|rota|consultant|physio\w*|dentist|pharmacist|receptionist|enfermer[oa]|doctor[a]?|[eé]l|ella|guardia|cuidador[a]?|camillero|empleado|chofer|conductor|t[eé]cnico|terapeuta|m[eé]dico|celador[a]?|auxiliar|monitor[a]?|ginec[oó]log[oa]|cirujan[oa]|capell[aá]n)\b"
)

ENDED = words(
    r"(?<!n't )(?<!snt )(?<!erent )(?<!not )(?<!never )(?<!be )(?:was|were|been|got|is|are|he'?s been|she'?s been) (?:fired|sacked|dismissed|suspended|arrested|charged|convicted|removed|let go|struck off|jailed|sentenced|escorted)\b(?<!not suspended)",
    r"(?<!not )(?<!n't )(?<!nt )(?<!never )(?:fired|sacked|dismissed|suspended|arrested) (?:him|her|them|the|immediately|on the spot|within|that|after)\b",
    r"(?:no longer|doesn't|not) work\w* (?:there|here|at|for)",
    r"(?:he|she)(?:'s| is| was| has been) (?:in (?:prison|jail|custody)|(?:long )?dead|retired|long gone|locked up)\b",
    r"struck off\b", r"fue (?:despedid|suspendid|arrestad|detenid)[oa]\b",
    r"lo (?:despidieron|corrieron|suspendieron)\b", r"ya no trabaja\b",
)  # fmt: skip

# Over too, but not for somebody who wrote of an end then.
LATELY = words(
    r"yesterday\b",
    r"(?<!my )(?<!his )(?<!her )(?<!our )last night\b",
    r"ayer\b",
    r"anoche\b",
    r"la noche pasada\b",
)
# Long over, whatever else is told; and what says that the rest is of today.
OLDER = words(
    r"(?:years?|months|decades?|winters?|summers?) (?:ago|back|later)\b",
    r"last (?:year|month|summer|winter|spring|autumn)\b", r"in (?:19|20)\d\d\b", r"when i was (?:a|an|young|\d+)\b",
    r"hace (?:\w+ )?(?:a[nñ]os?|mes(?:es)?)\b", r"el año pasado\b", r"se cumplen? (?:\w+ ){1,2}años?\b", r"19\d\d\b",
    r"20(?:0\d|1\d|2[0-4])\b", r"used to (?:want|think|feel|wish|be)\b", r"(?:years?|months?) (?:today|clean)\b",
    r"(?:years?|months?) on(?! (?:your|the|a|my|this|hold|her|his))\b",
)  # fmt: skip
IMMINENT = words(
    r"tonight\b", r"right now\b", r"this (?:evening|minute)\b",
    r"(?:i'm|i am|im|he's|she's) (?:going to|about to|coming|gonna)\b", r"esta noche\b", r"ahora mismo\b", r"voy a\b",
)  # fmt: skip
TODAY = words(
    r"today\b", r"tonight\b", r"tomorrow\b", r"now\b", r"this (?:morning|afternoon|evening|minute|second|time)\b",
    r"just\b", r"(?:minutes?|mins?|an hour|half an hour|hour) ago\b", r"hoy\b", r"esta (?:noche|mañana|tarde)\b",
    r"ahora\b", r"ahorita\b", r"ya no\b", r"ya (?:tengo|estoy)\b", r"hace un rato\b", r"aca(?:ba|bo) de\b",
)  # fmt: skip

# ---- when and where

PRESENT = words(
    r"right now\b", r"getting worse\b", r"keep (?:sitting|waiting) here\b", r"right this (?:minute|second)\b",
    r"this (?:second|instant|very moment)\b", r"at this (?:very )?moment\b",
    r"as (?:i|we) (?:type|write|speak|post)\b", r"is happening\b", r"hurry\b", r"(?:i'?m|am) typing (?:this|from)\b",
    r"for the last \w+ (?:minutes?|mins?)[^.!?]{0,20}(?:'s|'ve|has|have) been\b", r"help[!?]",
    r"(?:please|pls|plz) (?:help|send|come|hurry|somebody|someone|anyone)\b",
    r"need (?:help|an ambulance|a doctor|a medic) (?:now|here|in|at|please)\b",
    r"(?:send|get|call) (?:a |an |some)?(?:someone|somebody|doctor|help|ambulance|medic|security)\b(?! (?:was|came|had))",
    r"(?:someone|somebody|anyone)[^.!?]{0,15} (?:come|help|do something|get here) ?(?:now|please|!|$)",
    r"what do (?:we|i) do\b", r"still (?:on the floor|bleeding|lying|on fire|inside|trapped|unconscious|in there)\b",
    r"(?:we'?re|we are|i'?m|i am|were all) (?:stuck|trapped|still (?:in|on|at|here)|in your|on hold|outside your|locked)\b",
    r"he'?s (?:turning|going|blue|gr[ea]y|shaking|not (?:breathing|moving|waking)|un\w+)\b",
    r"she'?s (?:turning|going|blue|gr[ea]y|shaking|not (?:breathing|moving|waking)|un\w+)\b",
    r"(?:is|are) (?:choking|bleeding|gasping|seizing|not breathing|on fire|unconscious|trapped|collapsing)\b",
    r"in front of me\b", r"\d+ ?(?:min|mins|minutes|secs?) ago\b", r"where the hell\b",
    r"(?:staff|nurses|people|they'?re) (?:are )?(?:just |all )?(?:standing|watching|filming|running|screaming|coughing)\b",
    r"wake up\b", r"ahora mismo\b", r"en este momento\b", r"auxilio\b", r"socorro\b", r"ayuda[!, ]", r"vengan\b",
    r"que (?:venga|vengan) alguien\b", r"(?:se|me|lo|la) est[aá]\b", r"estamos (?:atrapad|encerrad|en)\w*",
    r"llevo? (?:\w+ )?(?:minutos|rato)\b", r"manden\b", r"no (?:despierta|respira|reacciona)\b",
)  # fmt: skip
NOW = words(
    r"in (?:your|the|this)(?: \w+){0,3} (?:waiting (?:room|area)|er|ed|lobby|parking (?:lot|garage)|car park|bathroom|toilets?)\b",
    r"been waiting\b", r"(?:is|are|'s|and) (?:blue|gr[ea]y|purple|limp|foaming|seizing)\b", r"help$",
    r"(?:right )?now\b", r"right this (?:minute|second)\b", r"this (?:minute|second|instant|very moment)\b",
    r"at this (?:very )?moment\b", r"currently\b", r"as (?:i|we) (?:type|write|speak|post)\b", r"happening\b",
    r"hurry\b", r"quick(?:ly)?[!?]", r"asap\b", r"emergency\b", r"help[!?]", r"help (?:us|me|him|her|please|now)\b",
    r"(?:please|pls|plz) (?:help|send|come|hurry|somebody|someone|answer|anyone)\b",
    r"need (?:help|an ambulance|a doctor|a nurse|a medic|someone|somebody)\b",
    r"(?:send|get|call) (?:a |an |some|any)?\w* ?(?:someone|somebody|one|body|doctor|nurse|help|ambulance|medic|security|crew)\b",
    r"can (?:u|you|someone|somebody|anyone) (?:send|come|get|help|call)\b",
    r"(?:someone|somebody|anyone|anybody|people)[^.!?]{0,20} (?:come|help|do something|please|get here|wake up|there|answer)\b",
    r"what do (?:we|i) do\b", r"where (?:is|are) (?:the|your|everyone|everybody|help|anyone)\b", r"on hold\b",
    r"(?:nobody|no one|noone|no-one)(?:'s| is| has| will| are)? (?:coming|come|comes|here|doing|answering|picking|looking|helping|moving|cares|around|answers|will)",
    r"still (?:on the floor|bleeding|not|no|lying|there|on fire|waiting|inside|trapped|unconscious)\b",
    r"(?:isn't|aren't|not|won't|wont|can't|cant|cannot|hasn't|haven't) (?:anyone )?(?:picking|answering|coming|responding|open|get (?:through|thru|anyone)|reach|find|come|came|stopping|stop)\b",
    r"(?:telling|tells) (?:me|us) to (?:wait|sit|leave|calm)\b", r"pressing the\b", r"pressed the\b",
    r"i'?m (?:in|at|on|outside|inside|alone|here)\b", r"i am (?:in|at|on|here)\b",
    r"we'?re (?:in|at|on|here|still|outside)\b", r"we are (?:in|at|on|here|still)\b", r"we'?ve been (?:on|in|here)\b",
    r"(?:stuck|chained|locked) (?:in|inside|upstairs|shut|here)\b", r"coming (?:thru|through|out|from|up)\b",
    r"standing there\b", r"(?:please|pls)\b", r"they'?ve gone\b", r"by the vent\b",
    r"he'?s (?:on|in|at|just|not|blue|gr[ea]y|having|turning|shaking|un\w+)\b",
    r"she'?s (?:on|in|at|just|not|blue|gr[ea]y|having|turning|shaking|un\w+)\b",
    r"(?:is|are) (?:lying|laying|collapsing|having|turning|choking|bleeding|shaking|gasping|burning|coughing|vomiting|fading|slipping|running|screaming|trapped|stuck|seizing|not|un\w+|on the (?:floor|ground))\b",
    r"there'?s (?:a|an|smoke|fire|blood)\b", r"there is (?:a|an|smoke|fire|blood|some)\b",
    r"(?:\d+|a few|two|five|ten) ?(?:min|mins|minutes|secs?) (?:ago|now)\b",
    r"for (?:the (?:last|past) )?(?:\d+|ten|twenty|thirty|forty|five|fifteen) ?(?:min|mins|minutes)\b",
    r"just (?:collapsed|fell|stopped|fainted|passed|had|went|hung|given|started)\b",
    r"(?:bed|room|row|gate|bay|seat|aisle|ward|floor) \d+", r"\d+(?:st|nd|rd|th) floor\b", r"wake up\b", r"!!",
    r"i think i'?m\b", r"i'?m having\b", r"wont? stop\b", r"won't (?:stop|wake|open|come|let|answer)\b",
    r"ahora(?: mismo)?\b", r"en este momento\b", r"ayuda\b", r"auxilio\b", r"socorro\b", r"urgente\b", r"por favor\b",
    r"en (?:la|su|esta) sala de espera\b", r"no me hacen caso\b", r"que (?:venga|vengan|alguien)\b", r"vengan\b",
    r"(?:nadie|ning[uú]n\w* (?:enfermer\w+|m[eé]dic\w+|doctor\w*)) (?:viene|contesta|hace|llega|ayuda|responde|atiende|sale)\b",
    r"llevo? (?:\w+ )?(?:minutos|horas|rato)\b", r"llevamos\b",
    r"est[aá] (?:en|tirad|sangr|ahog|convuls|inconsc|mor|azul|desangr|sin)\w*", r"se est[aá]\b", r"estamos en\b",
    r"estoy en\b", r"tocando el timbre\b", r"manden\b", r"no (?:despierta|respira|reacciona|contestan|abre[ns]?)\b",
    r"hay (?:un|una|humo|fuego|sangre)\b",
)  # fmt: skip
