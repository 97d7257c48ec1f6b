"""Circumstances: what makes a sign of level 3 surer. Each is common, says nothing alone, and is asked for only beside a sign.

Like the slots (slots.py) they look at a folded text; their points are set by hand.
"""

import re
from typing import NamedTuple

from triage.slots import words

SIGN = "\N{BROKEN BAR}"  # stands where a sign was found


class Circumstance(NamedTuple):
    """Counts its points once, however often it is met."""

    pattern: re.Pattern[str]
    points: int


_SOON = Circumstance(
    words(
        r"to ?night\b", r"today\b", r"tomorrow\b", r"this (?:evening|afternoon|morning|weekend|time)\b", r"(?:minutes?|mins?|an hour|hours?) ago\b", r"right now\b", r"now\b", r"in an hour\b",
        r"by (?:the time|morning|tomorrow|then|noon|\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:six|seven|eight|nine|ten)\b)", r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", r"next (?:time|fast|train|appointment|week)\b", r"o'?clock\b", r"\d ?[ap]\.?m\b",
        r"esta (?:noche|tarde)\b", r"hoy\b", r"mañana\b", r"ahora\b", r"ya\b",
    ),
    1,
)  # fmt: skip

# ---- an end of one's own

OF_AN_END = (
    Circumstance(  # somebody else is afraid for them
        words(
            r"(?:his|her|their) phone(?:'s| is| has| was| been)? (?:left|off|gone|switched|dead|just rings)", r"(?:not|isn'?t|won'?t|stopped|hasn'?t) (?:answer|pick|reply|respond|come home|text|open)\w*", r"(?:can'?t|cannot|could ?n'?t) (?:find|reach|get hold of|get through to) (?:him|her|them)", r"(?:has )?any(?:one|body) seen (?:him|her|them|my)",
            r"check on (?:him|her|them|my|a)\b", r"go (?:round|over) (?:and|to) check", r"welfare check", r"(?:he|she|they) won'?t need", r"(?:please )?(?:somebody|someone) (?:check|ring|find|stop|get to|go)\b",
        ),
        2,
    ),
    Circumstance(  # somebody tells of them
        words(
            r"(?:he|she)(?:'s|'ve| has| have)? (?:just |already )?(?:texted|messaged|rang|rung|called|told|said|says|gave|given|left|gone|walked|locked|promised|written|posted)",
        ),
        1,
    ),
    Circumstance(  # leave is taken
        words(
            r"(?:i'?m |so |im )?sorry\b", r"thank(?:s| you)\b", r"(?:i )?love (?:you|u|him|her|them|my|to)\b", r"tell (?:my|mum|mom|dad|them|him|her|the)\b", r"(?:good ?(?:bye|night)s?|bye)\b(?! (?:shift|staff|nurse|bus|porter|duty|time))", r"(?:don'?t|do not|dont) (?:be|blame|cry|come|look|ring|call|worry|feel|send|wait)\b", r"(?:tried|did) (?:your|their|his|her|my|our) best", r"you win\b",
            r"(?:look after|looks after|take care of|feed|fed|rehome|mind)\b", r"letters?\b", r"a note\b", r"(?:the|my|spare) keys?\b", r"paid (?:off |up )?(?:the|my|all|every)", r"(?:gave|given|giving|left|leaving|leave) (?:away |me |him |her |them |my |his |the )", r"(?:cleaned|tidied|sorted|settled|packed) (?:the|my|out|up|everything)", r"forgive\b", r"signing off\b", r"remember me\b", r"it(?:'s| is|'?s all) (?:ok|okay|alright|fine)\b", r"that'?s (?:ok|okay|alright|fine)\b",
            r"perd[oó]n\w*", r"los quiero\b", r"adi[oó]s\b", r"d[ií]ganle\b", r"gracias\b",
        ),
        1,
    ),
    Circumstance(  # it is settled
        words(
            r"last\b", r"(?:made|make) (?:up )?my mind(?: up)?\b", r"(?:'ve|have|had|i) decided\b", r"(?:i|she|he)(?:'ve| have|'s| has)? (?:got )?(?:a|the) (?:plan|date)\b", r"nothing (?:left|else|more)\b", r"(?:one|only|no) (?:way|other way) (?:out|left)\b", r"(?:feels?|so|at|quite|very|it'?s) (?:peace\w*|quiet|calm|ready|relieved)\b", r"(?:be|been|being|am|i'?m|i'?ll be) (?:gone|over|done|finished|free)\b", r"(?:no|not|never|any) (?:more|again|longer)\b", r"(?:won'?t|will not|not going to|not gonna|shan'?t|don'?t) (?:be|have|need|see|ring|wake|bother|come|make it)\b", r"(?:be|not|think i'?m) (?:going|coming) (?:home|back|down)\b", r"(?:close|closed|cancel) (?:my|the|your)\b", r"(?:looking|look) down\b", r"end(?:ing|s)? (?:it|this|the|of)\b", r"put (?:\w+ )?on the table\b", r"(?:i'?m|am) going to (?:walk|join|do it|go|sleep|take|let go)\b",
            r"decidid[oa]\b", r"nunca m[aá]s\b", r"nada que perder\b", r"ya (?:lo|me|s[eé]|tengo)\b", r"[uú]ltim[oa]\b", r"ya no\b", r"nunca m[aá]s\b",
        ),
        1,
    ),
    Circumstance(  # there is no way on
        words(
            r"(?:nobody|no one|noone)\b", r"(?:on my own|all alone|so alone|lonely)\b", r"can'?t (?:go|do|live|cope|keep|face|take|carry|bear|sleep|stop)\b", r"cannot (?:go|do|live|cope|keep|face|take|carry|bear)\b", r"(?:no|what'?s the|don'?t see the|see no|any) (?:point|hope|future|reason|use)\b", r"(?:so|too|just|honestly|i'?m|am|im|this|be|being|been|feel|feeling) (?:very )?(?:tired|scared|empty|numb|done|exhausted|broken|lost|frightened)\b", r"(?:the|this|my|in) pain\b", r"(?:it|this|does it|if it) hurts?\b", r"burden\b", r"without me\b", r"better off\b", r"worthless\b", r"hate (?:myself|my life)\b", r"(?:lost|took|taken) (?:everything|my|him|her)\b", r"trust myself\b",
            r"nadie\b", r"no puedo\b", r"no aguanto\b", r"sol[oa]\b",
        ),
        1,
    ),
    Circumstance(  # care was asked for, or is over
        words(
            r"waiting list\b", r"crisis\b", r"turned (?:me|him|her) away\b", r"discharged\b", r"mental health\b", r"depress\w+", r"(?:high|at) risk\b", r"(?:didn'?t|don'?t|do not) want to\b", r"since \w+ (?:died|passed|left|went)\b", r"i (?:told|begged|asked|rang|called)\b", r"marriage\b", r"(?:sacked|fired|evict\w+|bailiffs?|redundan\w+|bankrupt\w*|divorc\w+|debts?)\b", r"house gone\b", r"samaritans\b", r"(?:years|months) (?:of|on)\b", r"chemo\b", r"(?:suicid|psych)\w*",
        ),
        1,
    ),
    Circumstance(  # somebody stands there
        words(r"(?:sitting|sat|standing|stood|up here|i'?m (?:up|on|at|in|here)|am (?:up|on|at)|in front of me|next to me|beside me|on my own|looking at)\b", r"(?:take|taking|taken|took|swallow\w*|go|going|walk|walking|get|getting|drive|driving|step) (?:\w+ ){0,3}"+SIGN, r"sentad[oa]\b", r"estoy en\b"),
        1,
    ),
    _SOON,
)  # fmt: skip

# ---- harm to others

OF_A_THREAT = (
    Circumstance(  # it is at hand
        words(
            r"in (?:his|her|my|the|a|their|its) (?:\w+ )?(?:bag|pocket|hand|hands|rucksack|backpack|boot|trunk|belt|lap|case|car|van|waistband|coat|jacket|glove ?box|drawer|sleeve)\b", r"(?:under|inside|up|down) (?:his|her|my|their) (?:\w+ )?(?:coat|jacket|hoodie|shirt|jumper|sleeve|trousers?|leg|pants|belt|arm|seat)\b", r"waistband\b", rf"(?:has|have|got|had|having|with|carrying|brings?|bringing|brought|buy|buying|bought|took|taken|takes|taking|grabs?|grabbed|pull(?:s|ed|ing)|wav(?:es|ed|ing)|hold(?:s|ing)?|load(?:s|ed|ing)|fetch\w*|swing(?:s|ing)|point(?:s|ed|ing)|brandish\w*|sharpen\w*|clean(?:s|ed|ing)|photos? of|picture of|picking up|drew|draws|show(?:s|ed|ing)|there'?s)(?: [\w']+){{0,4}} {SIGN}", rf"{SIGN} (?:on (?:me|him|her|them)|with (?:me|him|her|them)|out|ready|loaded|and (?:a|the|my|his))\b", r"missing from\b|gone from\b", r"left (?:\w+ ){0,3}(?:in|at|by|under|outside|on)\b", r"already\b",
            r"en (?:la|el) (?:mano|cintura|mochila|bolso|bolsillo|maletero|cabeza|cara)\b", r"(?:lleva|llevo|trae|sac[oó]|saca|sacando|cogido|puso|dej[eé]) (?:un|una|el|la)\b", r"bajo el abrigo\b", r"mechero\b",
        ),
        2,
    ),
    Circumstance(  # somebody means to
        words(
            r"i'?ll\b", r"i (?:will|shall)\b", r"i'?m (?:going|coming|gonna|bringing|on my way)\b", r"(?:gonna|going to|about to|on (?:his|her|their|my) way|heading (?:to|for)|planning|plans|threatening|swears?|wants to|vow\w*|ready to)\b", r"(?:he|she|they|one of you|somebody|someone)(?:'ll| will|'s going| is going|'re going| are going)\b", r"(?:says?|said|saying|told|telling|asking|shouting|screaming|posted|ranting|whisper\w*) (?:\w+ ){0,4}(?:he|she|they|which|that|about|for|names|him|her|me|the)\b", r"(?:you'?ll|you will|they'?ll|they will|he'?ll|she'?ll)\b", r"let'?s see\b", r"see you\b", r"(?:waiting|be waiting|be there|be outside)\b", r"(?:better|best) not\b", r"(?:want|wants) to (?:see|keep|live|walk|stay)\b",
            r"voy a\b", r"va a\b", r"van a\b", r"dij(?:o|eron) que\b", r"entro\b", r"ya averig[uü]\w+", r"amenaz\w+", r"de camino\b",
        ),
        1,
    ),
    Circumstance(  # who or where it is for
        words(
            r"(?:you people|every(?:one|body)|all of (?:you|them)|one of you|you lot|staff|nurses?|doctors?|dr|midwife|consultants?|surgeon|reception\w*|managers?|drivers?|teachers?|guards?|crew|cashier|the (?:ward|office|branch|school|clinic|shop|station|lobby|entrance|front|desk|waiting|cockpit|hospital|building|gate|corridor)|your (?:\w+ )?(?:ward|office|branch|school|clinic|shop|station|lobby|entrance|front|desk|reception|store|place|hospital|building|door|doors))\b", r"a&e\b", r"maternity\b", r"school\b", r"m[eé]dic\w+", r"doctor\w*", r"encargad[oa]\b", r"jefe\b", r"gerente\b", r"repartidor\w*", r"enfermer\w+", r"recepci[oó]n\b", r"urgencias\b",
        ),
        1,
    ),
    Circumstance(  # it is meant, or feared
        words(
            r"not (?:joking|kidding|bluffing|a joke|messing)\b", r"mean (?:it|every|what)\b", r"don'?t think (?:he|she|they)(?:'s|'re| is| are)? (?:joking|kidding|bluffing)", r"try me\b", r"(?:i )?swear\b", r"mark my words\b", r"warn(?:ed|ing)?\b", r"watch (?:your|out|this|me)\b", r"sleep well\b", r"(?:police|security)\b", r"(?:hiding|hid|locked (?:ourselves|in)|running|evacuat\w+|barricad\w+)\b", r"(?:scared|frightened|terrified|shaking)\b", r"(?:please|pls|help)\b", r"who do (?:i|we) (?:tell|call|ring)\b", r"(?:stop|search) (?:him|her|them)\b", r"(?:killed|took|let) my\b", r"because of (?:you|him|her|them)\b", r"(?:denied|sacked|fired|refused|ignored|laughed|barred)\b", r"if (?:my|she|he|you|i'?m not|i don'?t|u)\b", r"or (?:i|else|the)\b", r"next (?:to me|in line|one|time|person)\b", r"kids? (?:again|in)\b",
            r"polic[ií]a\b", r"ayuda\b", r"por favor\b", r"juro\b", r"hijos?\b", r"hija\b", r"a la salida\b", r"cuando salga\b",
        ),
        1,
    ),
    Circumstance(  # somebody is watched
        words(
            r"(?:know|knows|found out|got|have) (?:\w+ )?(?:where|which|what (?:car|time|shift|bus)|when|(?:his|her|their|your|the|home) (?:\w+ )?address\w*)", r"(?:parked|waiting|sat|sitting|standing|stood|outside) (?:\w+ )?(?:outside|opposite|by|near|your|the|her|his)\b", r"(?:walks|leaves|finish\w*|clocks off|gets off|comes out)\b", r"(?:her|his|your) (?:photo|rota|shift|car|kids?|route|way home|daughter|son)\b",
            r"tus hijos\b", r"su hija\b", r"d[oó]nde (?:vive|estudia|aparca)\w*",
        ),
        1,
    ),
    _SOON,
)  # fmt: skip

# ---- danger to life

OF_AN_EMERGENCY = (
    Circumstance(  # nobody helps
        words(
            r"(?:nobody|no one|noone|no-one|none of)\b", r"no (?:nurse|doctor|staff|answer|sign|security|sirens|lifeguard|ambulance|idea|way out)\b", r"(?:buzzer|call ?bell|bell|intercom|emergency button|alarm)s?\b", r"on hold\b", r"(?:cut|cuts|cutting) (?:me|us) off\b", r"voice ?mail\b", r"recorded\b", r"hold music\b", r"(?:told|tells?|telling|said|says?) (?:\w+ )?(?:to )?(?:just )?(?:sit|wait|take a seat|go home|calm)\b", r"take a (?:seat|number|ticket)\b", r"(?:isn'?t|not|aren'?t|won'?t|never|hasn'?t|haven'?t|doesn'?t) (?:being )?(?:answer|pick|com|respond|evacuat|open|been seen|stop|help|work)\w*", r"where (?:is|are|the)\b", r"(?:walk|walks|walked|walking|driv\w+) (?:straight |right )?(?:past|by|off)\b", r"which (?:door|way)\b", r"(?:doors?|entrance|gates?|desk|line|helpline|clinic|office) (?:\w+ ){0,5}(?:locked|shut|closed)\b", r"locked (?:out|in|up)\b", r"(?:still )?no\b [^.!?]{0,20}\b(?:here|yet|sight)\b", r"queue\b", r"hours?\b", r"standing (?:there|on|around)\b",
            r"nadie\b", r"ningun[oa]?\b", r"no me hacen caso\b", r"da ocupado\b", r"solo miran\b", r"sin l[ií]nea\b",
        ),
        1,
    ),
    Circumstance(  # who
        words(
            r"(?:my|our|the|a|an|his|her|this|old|elderly|little) (?:\w+ ){0,2}(?:mum|mom|mother|dad|father|nan|nana|gran|grandma|grandad|granddad|grandfather|grandmother|wife|husband|partner|son|daughter|brother|sister|baby|boy|girl|kid|kids|child|children|toddler|newborn|neighbour|neighbor|friend|lady|gentleman|man|woman|patient|passenger|stranger|aunt|uncle|auntie|lad|bloke|guy|cousin|niece|nephew|resident)\b", r"(?:man|woman|lady|girl|boy|lad|bloke|baby|dad|mum|mom|grandad|nan|gran|kid|child|toddler|somebody|someone|people|ppl|patient|patients|passengers|kids|children)\b", r"(?:weeks?|months?|year|yr) ?-?old\b", r"pregnant\b", r"(?:he|she)(?:'s| is| has| keeps| just| won'?t| can'?t)", r"i'?m\b", r"i (?:am|keep|can'?t|think)\b", r"(?:mi|la|el|un|una|los|las) (?:\w+ )?(?:pap[aá]|mam[aá]|suegr[oa]|compañer[oa]s?|pasajer[oa]s?|gente|niñ[oa]s?|padre|madre|hij[oa]|marid[oa]|mujer|esposa|abuel[oa]|beb[eé]|herman[oa])\b", r"(?:minus|below freezing|-\d)\b",
        ),
        1,
    ),
    Circumstance(  # where
        words(
            r"(?:ward|bay|bed|room|floor|level|gate|platform|seat|coach|aisle|lift|cubicle|theatre|flat|apartment|road|lane|street) \d+\w?\b", r"(?:bay|bed|room|ward|lift|gate|coach) (?:\d|one|two|three|four|five|six|[a-f]\b)", r"(?:on|in|at|outside|by|near) (?:your|the|this|our|my|a) (?:\w+ ){0,3}(?:floor|car ?park|parking|corridor|waiting|a&e|er\b|ed\b|entrance|lobby|reception|toilets?|bathroom|lift|elevator|ward|bay|platform|train|bus|pavement|steps|stairs|road|street|ambulance|trolley|chair|bed|shop|store|pool|kitchen|hallway|garden|van|coach|room|station|block|building|basement|taxi|car|lobby|playground|field|beach)\b", r"(?:onto|on|in|into|along|down) (?:the )?(?:\w+ )?(?:carriageway|motorway|main road|highway|tracks|river|road)\b", r"(?:first|second|third|\dth|ground|top) floor\b", r"(?:upstairs|outside|in there|under|barefoot|in (?:his|her|a) (?:gown|nightie|pyjamas|slippers|socks))\b", r"on (?:the )?(?:floor|ground)\b", r"en (?:el|la) (?:suelo|pasillo|sala|puerta|entrada|ascensor)\b",
        ),
        1,
    ),
    Circumstance(  # how bad
        words(
            r"(?:blood|bleeding|bleed|dizzy|faint(?:ed|ing|s)?|seizures?|fitting|drool\w*|dribbl\w*|hives|wheez\w+|fever|temp|sweating|sweaty|shak(?:es|ing)|numb|swollen|swelling|swells?|tongue|lips|throat|slurr\w+|vomit\w*|being sick|throwing up|scream\w*|crying out|floppy|limp|shiver\w*|pale|clammy|confused|unwell|weav\w+|racing|blurry|green|spurting|rash|stiff|cold|freezing|hot|stings?|headache|weak|worse|dying|die|pain)\b", r"ventilator\b", r"oxygen\b", r"battery\b", r"epi-?pen\b", r"allerg\w+", r"penicillin\b", r"peanuts?\b", r"hypo\b", r"insulin\b", r"overdose\b", r"by hand\b", r"alone\b", r"on (?:her|his) own\b", r"in (?:there|the cold|the dark)\b", r"swerv\w+", r"sparking\b", r"at the windows\b", r"fuel\b", r"minus\b", r"fire\b", r"smoke\b", r"flames\b", r"everywhere\b", r"won'?t (?:stop|wake|open|come)\b",
            r"sangre\b", r"cables?\b", r"agua\b", r"vomit\w+", r"sudando\b", r"morad[oa]\b", r"fiebre\b", r"gritando\b", r"babea\b", r"ronchas\b", r"no puede hablar\b", r"sol[oa]\b",
        ),
        1,
    ),
    Circumstance(  # help is asked for
        words(
            r"need (?:an? )?(?:ambulance|medic|paramedic)s?\b", r"(?:please|pls|plz|help|hurry|urgent|emergency|quick|asap)\b", r"what (?:(?:do|should) (?:i|we) do|now)\b", r"(?:somebody|someone|anyone|anybody) (?:please |just |from \w+ )?(?:come|help|answer|do|get|send|tell|ring|call|look|in charge)\b", r"(?:can|could|will) (?:somebody|someone|anyone|you|u)\b", r"(?:come|send|pick up|get here|answer)\b", r"!!", r"now\b", r"right (?:now|this)\b", r"as (?:i|we) (?:type|write|speak)\b", r"(?:just|still)\b", r"(?:minutes?|mins?) ago\b", r"since\b", r"auxilio\b", r"ayuda\b", r"por favor\b", r"vengan\b", r"manden\b", r"qu[eé] hago\b", r"a qui[eé]n llamar\b", r"ahora\b", r"ya\b",
        ),
        1,
    ),
)  # fmt: skip
