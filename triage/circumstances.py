"""Circumstances: what makes a sign of level 3 surer. Each is common, says nothing alone, and is asked for only beside a sign.

Like the slots (slots.py) they look at a folded text; their points are set by hand.
"""

import re
from typing import NamedTuple

from triage.slots import Slot, words

SIGN = "\N{BROKEN BAR}"  # stands where a sign was found


class Circumstance(NamedTuple):
    """Counts its points once, however often it is met."""

    pattern: re.Pattern[str]
    points: int


_SOON = Circumstance(
    words(
        r"to ?night\b", r"today\b", r"tomorrow\b", r"this (?:evening|afternoon|morning|weekend|time)\b", r"(?:minutes?|mins?|an hour|hours?) ago\b", r"right now\b", r"now\b", r"in an hour\b",
        r"by (?:the time|morning|tomorrow|then|mon|tue|wednes|thurs|fri|satur|sun|\d|noon|six|seven|eight|nine|ten)", r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", r"next (?:time|fast|train|appointment|week)\b", r"o'?clock\b", r"\d ?[ap]\.?m\b",
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
            r"(?:please|pls|plz|help|hurry|urgent|emergency|quick|asap)\b", r"what (?:(?:do|should) (?:i|we) do|now)\b", r"(?:somebody|someone|anyone|anybody) (?:please |just |from \w+ )?(?:come|help|answer|do|get|send|tell|ring|call|look|in charge)\b", r"(?:can|could|will) (?:somebody|someone|anyone|you|u)\b", r"(?:come|send|pick up|get here|answer)\b", r"!!", r"now\b", r"right (?:now|this)\b", r"as (?:i|we) (?:type|write|speak)\b", r"(?:just|still)\b", r"(?:minutes?|mins?) ago\b", r"since\b", r"auxilio\b", r"ayuda\b", r"por favor\b", r"vengan\b", r"manden\b", r"qu[eé] hago\b", r"a qui[eé]n llamar\b", r"ahora\b", r"ya\b",
        ),
        1,
    ),
)  # fmt: skip

# ---- wrongdoing, and somebody who goes on working

_HUMAN = (
    r"(?:me|us|him|her|them|people|patients?|residents?|passengers?|customers?|students?|pupils?|clients?|guests?|inmates|women|woman|girls?|boys?|kids?|kiddies|child|children|toddlers?|babies|baby|teenage\w*|teens?|lads?|ladies|lady|elderly|old|vulnerable|disabled|autistic|homeless|confused|psychiatric|sedated|non-?verbal|dementia|unconscious|sleeping|pregnant|little ones|"
    r"my (?:\w+ )?(?:mum|mom|mother|dad|father|nan|nana|gran|grandma|granny|grandad|granddad|grandfather|grandmother|wife|husband|partner|son|daughter|brother|sister|baby|boy|girl|kid|kids|child|children|friend|friends|aunt|auntie|uncle|cousin|niece|nephew|toddler|grandson|granddaughter|boyfriend|girlfriend|colleague|mate|roommate|neighbour|neighbor|lad|face|arm|arms|hair|wrist|throat|leg|breasts?|bum|bottom|thighs?|head)|(?:a|an|the|another|one of the|other|this|that) (?:\w+ )?(?:patient|resident|passenger|customer|student|pupil|client|guest|woman|girl|boy|kid|child|baby|toddler|teenager|man|lady|guy|lad|gentleman|visitor|inmate|dog|cat|old|homeless|year|female|male|young|little|junior|trainee|cleaner|nurse|colleague|apprentice|waitress|intern)s?)"
)
WRONG = Slot(
    rf"(?:hits?|hitting|slap(?:s|ped|ping)?|smack(?:s|ed|ing)?|punch(?:es|ed|ing)??|push(?:es|ed|ing)?|shov(?:e|es|ed|ing)|kick(?:s|ed|ing)?|pinch(?:es|ed|ing)?|grab(?:s|bed|bing)?|drag(?:s|ged|ging)?|grop(?:e|es|ed|ing)|touch(?:es|ed|ing)(?: up)?|fondl(?:es|ed|ing)|kiss(?:es|ed|ing)|rub(?:s|bed|bing) (?:him|her)self (?:\w+ )?against|molest(?:s|ed|ing)|rap(?:es|ed|ing)|harass(?:es|ed|ing)|assault(?:s|ed|ing)?|abus(?:es|ed|ing)|beat(?:s|ing|en)?|chok(?:es|ed|ing)|strangl(?:es|ed|ing)|smother(?:s|ed|ing)?|gag(?:s|ged|ging)?|spat (?:at|on|in)|spit(?:s|ting)? (?:at|on|in)|burn(?:s|ed|ing)|hurt(?:s|ing)?|bites|bitten|threaten(?:s|ed|ing)|scream(?:s|ed|ing) at|swear(?:s|ing) at|swore at|film(?:s|ed|ing)|photograph(?:s|ed|ing)|t(?:ies|ied|ying)|lock(?:s|ed|ing)|shut(?:s|ting)?|forc(?:es|ed|ing)|drugg?(?:s|ed|ing)|sedat(?:es|ed|ing)|starv(?:es|ed|ing)|stalk(?:s|ed|ing)|corner(?:s|ed|ing)|flash(?:es|ed|ing)|spik(?:es|ed|ing)|thr(?:ew|ows)|yank(?:s|ed|ing)|broke|breaks|fractured|twist(?:s|ed|ing)|pin(?:s|ned|ning)|shak(?:es|ing)|shook|bull(?:ies|ied|ying)|humiliat\w+|tortur\w+|whipp?(?:s|ed|ing)|headbutt\w*|slash\w*|stab(?:s|bed|bing)?|mock(?:s|ed|ing)|taunt\w*|rough(?:s|ed) up|man-?handl\w+|overpower\w*|upskirt\w*|lick(?:s|ed|ing)|straddl\w+|undress(?:es|ed|ing)) (?:(?:up|down|at|the|both|all|any|two|three|several|poor|young|our|hold of|on to|into|over) )?{_HUMAN}\b",
    r"force.?feed(?:s|ing)?\b", r"in (?:their|her|his|my) faces?\b", r"(?:his|her|their|its|both) (?:hands?|fingers?|tongue|palm) (?:up|down|under|on|over|inside|in|between|all over|round|around|where)\b", r"(?:force[ds]?|forcing|exposed?|exposes|exposing|touch(?:es|ed|ing)|pleasur\w+|press(?:es|ed|ing)|rubb?(?:s|ed|ing)) (?:him|her)self\b", r"(?:grope[rds]?|groping|rapist|molester|predator|pervert|paedo\w*|pedo\w*|nonce|abuser|sex offender|peeping)\b", r"sexual(?:ly)? (?:assault\w*|abus\w+|harass\w*|remarks?|comments?)", r"(?:text(?:s|ing)|messag(?:es|ing)|dm(?:s|ing)) (?:me|us|him|her|my (?:\w+ ){0,3}(?:daughter|son|girl|wife|sister|old|friend)|girls|pupils|underage|teenage\w*)\b", r"ask(?:s|ed|ing) (?:\w+ )?for (?:\w+ )?(?:pictures|photos|pics|nudes|a kiss|kisses|cuddles)\b", r"(?:keeps?|kept) (?:going|coming) in(?:to)? (?:her|my|his|their|our|the girls'?|girls'?) (?:bed)?rooms?\b", r"(?:women|girls|patients|mums|of us|people) (?:have |has )?(?:all )?(?:complained|reported|come forward|accused)\b", r"turn(?:s|ed|ing)? up at my (?:door|house|home|flat|work)\b", r"having (?:sex|an affair|relations) with (?:his|her|their|a|one of|patients|pupils)", r"(?:inappropriate\w*|indecent\w*) (?:touch\w*|photo\w*|images?|messages?|with)", r"(?:flirt\w*|sexting|messages|messaging|texting|sleeping|touchy|alone) with (?:\w+ ){0,2}(?:girls?|pupils?|teen\w*|schoolgirls|patients?|underage|minors?|students?|trainees)",
    r"(?:drunk|pissed|hammered|wasted|intoxicated|inebriated|tipsy|off (?:his|her) (?:face|head)|under the influence|high as a kite|stoned|coked up|on drugs|on something)\b", r"(?:stinks?|stinking|reek\w*|stank|smell(?:s|ed|ing|t)?|breath) (?:\w+ ){0,2}of (?:\w+ )?(?:drink|booze|alcohol|vodka|whisky|whiskey|beer|gin|wine|rum|weed|cannabis|lager|cider|spirits|brandy)\b", r"(?:slurr(?:ed|ing)|nodding off|swaying|staggering|stumbl(?:ed|ing)|couldn'?t stand|can barely (?:walk|stand))\b", r"(?:been|was|is|seen|saw (?:him|her)|caught) (?:drinking|swigging|snorting|smoking weed|injecting|doing coke|shooting up|having a drink|on the (?:drink|vodka|sauce))\b", r"(?:swig\w*|gulp\w*|neck(?:ed|ing)|drinking) (?:\w+ ){0,4}(?:vodka|whisky|whiskey|flask|gin|can|cans|beer|bottle|wine)\b", r"inject(?:s|ing|ed)? (?:him|her)self\b", r"(?:fell|falling|falls) asleep (?:mid|during|in the middle|at the)\b", r"(?:sniff|snort)\w* (?:stuff|something|powder|coke|a line)\b", r"doing shots\b", r"hip ?flask\b", r"bottle of (?:vodka|whisky|gin|rum)\b", r"line of (?:coke|cocaine)\b",
    r"(?:steal(?:s|ing)?|stole|stolen|nick(?:s|ed|ing)|pocket(?:s|ed|ing)?|lift(?:s|ed|ing)|swap(?:s|ped|ping)|palm(?:s|ed|ing)|sell(?:s|ing)|sold|divert\w*|skim\w*|keeps|keeping|inject(?:s|ing)|help(?:s|ing) (?:him|her)self to|empt(?:y|ies|ied|ying)|swip(?:es|ed|ing)|siphon\w*|drain(?:s|ed|ing)) (?:[\w']+ ){0,4}(?:morphine|fentanyl|oxy\w*|codeine|diazepam|ketamine|meds|medication|medicines|drugs|pills|tablets|patch(?:es)?|weed|cash|purses?|jewellery|rings?|money|savings|wallets?|pensions?|accounts?|pin\b|cards|patients'?|residents'?|passengers'? |mum'?s|dad'?s|nan'?s|gran'?s|from (?:patients|residents|customers|my|the old))", r"(?:taking|takes|took) (?:[\w']+ ){0,4}(?:morphine|fentanyl|oxy\w*|codeine|ketamine|diazepam|patch(?:es)? off|from patients|from residents|from customers|money out of|cash out of|from the till|from the safe)\b", r"(?:moving|moved|moves) money\b", r"dealing (?:drugs|weed|pills|coke)\b", r"money (?:keeps|goes|going|went|has gone|missing|is missing|disappears)\b", r"(?:finger|thumb|hand|bite|belt) ?(?:prints?|marks?|shaped)\b", r"bruis(?:es|ed|ing)\b", r"black eyes?\b", r"cigarette burns?\b", r"(?:by the (?:hair|arm|ear|throat|neck|collar|wrist|scruff)|in a headlock|round the (?:head|face|ear)|across the (?:face|head)|in the (?:face|head|stomach|ribs))\b", r"(?:hold|holds|held|holding|pinch\w*|put|puts) (?:\w+ ){0,2}(?:nose|mouth|pillow|arms?) (?:shut|closed|over|down|behind|to make|until)\b",
    r"(?:withhold\w*|taking away|takes away|won'?t give) (?:\w+ ){0,2}(?:water|food|drinks?|meals?|pain relief|medication|call bell|buzzer)\b", r"(?:leave|leaves|left|leaving) (?:\w+ ){1,2}in (?:it|wet|soiled|(?:her|his|their) own)\b", r"in the (?:cupboard|stock cage|dark|bathroom) (?:when|as|for|if|with)\b", r"(?:frightened|scared|terrified|petrified|afraid) of (?:him|her|them|that|the (?:night|man|woman|carer|nurse|sister|driver))\b", r"(?:watch(?:es|ed|ing)?|spies|spied|spying|peep\w*|film(?:s|ed|ing)|walk(?:s|ed|ing)? in on) (?:\w+ ){0,3}(?:undress\w*|changing|getting changed|showering)\b", r"in(?:to)? (?:the|her|his|my|their|our|patients'?|girls'?) beds?(?:rooms?)? (?:with|at night|when|and)\b", r"into (?:her|his|my|their|our|patients'?|girls'?) bed(?:s|rooms?)?\b", r"gets? in(?:to)? the bed\b", r"comes? into (?:her|my|his|their) room\b", r"lets? (?:him|her)self in(?:to)?\b", r"(?:takes?|taking|took) (?:\w+ )?(?:photos?|pictures?|pics|videos?) of (?:women|girls|us|me|patients|children|kids|her|him)\b", r"(?:had|having|drank|drinking|downed|downing) (?:\w+ ){0,4}(?:whisk\w+|pints|beers|vodkas?|glasses of wine|bottles? of wine|shots)\b", r"(?:girls|women|ladies|patients|her|his|my|our|the girls)'? (?:bed)?rooms? (?:at night|after lights)", r"(?:comes|came|goes|going|coming|gets|walks|sneaks) (?:in|into) (?:the )?(?:girls|women|ladies)'?\w* (?:toilets|rooms?|bedrooms?|changing|showers?)\b", r"(?:told|tells?|warn\w*|report\w*|complain\w*) (?:\w+ ){0,4}what (?:he|she|they) (?:does|do|did|has done|'s doing)\b", r"what (?:he|she|they) (?:did|does|do|has done) to (?:me|us|my|her|him|them|girls|patients|the)\b", r"(?:went|goes|going) through (?:our|my|her|his|their) (?:\w+ )?(?:drawers|underwear|bags?|things|purse|room)\b", r"(?:video|cctv|footage|filmed|recording|photos|statements?) (?:of (?:him|her)|(?:\w+ )?(?:hitting|kicking|slapping|touching))\b", r"(?:racis\w+|slurs?|the n word|paki|monkey) (?:\w+ ){0,2}(?:at|to|remarks|abuse|names)?\b", r"(?:no contact with (?:children|kids|patients)|while you investigat\w+|under investigation)\b", r"(?:our|a|keep (?:it|the)) (?:little )?secret\b", r"on (?:his|her) lap\b", r"with a cigarette\b", r"pillows? o(?:ver|n)\b", r"hidden camera\b", r"flinches when\b", r"interfered with\b", r"rough with (?:her|him|me|them|us|my|the|patients|residents)\b", r"strip for\b", r"(?:me|us|her|him|girls|them) (?:to )?(?:strip|undress)\b", r"marks on (?:him|her|them|my)\b", r"after (?:he|she) was caught\b", r"do(?:es|ing) things to (?:me|her|him|us|them)\b", r"film(?:s|ed|ing) my (?:scan|body|chest|breasts|wife|daughter|son|kids?)\b", r"nodding off at\b", r"swapped for water\b", r"pinprick\b", r"cans? under\b", r"fake (?:nurse|doctor|qualifications?)\b", r"not (?:a real|qualified|a qualified|licensed)\b",
    r"(?:le|les|la|lo|me|nos) (?:pega|pegan|pegó|pegaba|golpea|golpeó|golpean|manosea|manoseó|tocó|tocaba|empuja|empujó|grita|insulta|encierra|encerró|amenaza|amenazó|besó|pellizca|pellizcó|acosa|violó|hace daño)\b", r"tapa(?:ba)? la boca\b", r"(?:atado|atada|ata) (?:a|con|al)\b", r"(?:obliga|obligó) a guardar\b", r"(?:golpe\w+|tocando|viol[oó]|acosa|graba|pega|manose\w+|abus\w+|maltrat\w+) (?:a|de)\b", r"(?:maneja|conduce|opera|atiende|trabaja) (?:tomad[oa]|borrach[oa]|bebid[oa]|drogad[oa])\b", r"apesta a (?:alcohol|vino|cerveza|trago)\b", r"se queda con la(?:s)? (?:morfina|medicaci[oó]n|pastillas)\b", r"meti[oó] mano\b", r"(?:quema|quemó) con\b", r"por tocar a\b", r"borrach[oa]\b", r"(?:huele|ol[ií]a|aliento) a (?:alcohol|vino|ron|cerveza)\b", r"(?:roba|robando|se pincha|se inyecta)\b", r"mor(?:a|e)tones\b", r"tocamientos\b", r"lo que me hizo\b",
)  # fmt: skip
STILL_AT_WORK = words(
    r"still (?!wait|in (?:pain|shock|hospital|tears|a lot)|hold|on hold|cry|shak|hop|feel|struggl|recover|suffer|try|sore|have (?:not|no|bruis|pain|night)|haven|hasn|no\b|not\b|don|can|nothing|get(?:ting)? (?:night|over)|has (?:bruis|pain|night|not|no)|gutted|angry|upset|furious|traum|heal|bruis|swoll|black|pending)(?:\w+ing|there|here|at|on|in|the|a|your|our|working|works?|runs?|has|have|got|employed|allowed|drives?|teaches|sees|does|treats?|on|out|with|up|sat|stood|her|his|my|their|head|senior|a (?:nurse|doctor))\b",
    r"(?:he|she|they|who|hes|shes|name|man|woman|nurse|doctor|driver|guy|bloke|carer|porter|physio|teacher|manager|coach|guard|dr \w+|pell|same (?:man|woman|nurse|doctor|one|guy|person|carer))(?:(?<=hes)|(?<=shes)|'s|s| is|'re| are|'ll be| will be) (?:now |just |still |even )?(?:back|on|in|at|there|here|out there|down for|due|rostered|scheduled|working|doing|driving|teaching|serving|looking after|running|covering|flying|operating|seeing|treating|coming (?:back|in|on|again)|going (?:round|around|to be|back)|gone back|pushing|wheeling|washing|bathing|dressing|feeding|giving|handing|checking|taking|standing|sitting|in charge|alone|supervising|prepping|examining|booked|delivering|patrolling|let(?:ting)? in|with (?:him|her|them|us|me|my|the|another|other|more))\b",
    r"(?:is|was|'s|be|been|are|were) (?:back|in charge|rostered|scheduled|the one|supervising|teaching|treating|serving|covering|looking after|on (?:duty|shift|call|the (?:rota|roster|ward|floor|door|till|desk)|nights?|days?|lates|earlies|again|tonight|today|till|until|now)|working|running|driving|doing)\b",
    r"on (?:duty|shift|call|the (?:rota|roster)|nights|days|lates|earlies|again|tonight|today|till|until|tomorrow|now|this (?:morning|afternoon|evening|week|weekend)|all (?:week|night|day|weekend)|every)\b",
    r"(?:works?|working|there|here|in|on|does|doing|drives?|driving|teach(?:es|ing)?|runs?|running|back|seeing|sees|doing|covers?|start(?:s|ing)|travels?|coach(?:es|ing)|in there) (?:\w+ ){0,3}(?:tonight|today|now|again|every|this (?:very )?(?:morning|afternoon|evening|week|weekend|minute)|tomorrow|as (?:we|i)|nights|weekends|all week|right)\b",
    r"(?:every|most|each|any) (?:single )?(?:morning|night|day|evening|weekend|shift|week|monday|tuesday|wednesday|thursday|friday|saturday|sunday|afternoon|lesson|time (?:he|she))\b", r"(?:has|have|got|had|started|starts|runs?) (?:a |an |his |her |got a |another )?(?:\w+ ){0,2}(?:list|clinic|shift|round|class|surgery|schedule|diary|caseload|full day|keys?|lessons)\b(?! (?:ago|of (?:things|complaints|symptoms)))", r"(?:ran|runs|led|leads|held|holds|covers?|covering|manning|mans|flies|flying) (?:\w+ ){0,3}(?:group|class|clinic|session|ward|rounds?|shift|doors?|desk|route|service|lunch|night|flight|team|unit|nursery|till|the \d)\b", r"(?:he|she) still is\b", r"(?:watched|saw|seen) (?:him|her|them) \w+ (?:another|an?|some|other|the)\b", r"there (?:he|she) (?:is|was|stands|goes|sits)\b", r"(?:rostered|scheduled|reinstated|(?:let|allowed|put|moved) back|on-?call)\b", r"(?:hands?|handing|giving|gives) (?:\w+ )?(?:out|(?:his|her|our|their|my) (?:meds|medicines?|medication|tablets|pills))\b", r"ha(?:s|ve|d) (?:just )?come (?:in|on|back|round)\b", r"(?:hasn'?t|haven'?t|not|won'?t|refuse to) (?:\w+ )?(?:take|taken|suspend|suspended|remove|removed|move|moved|sack|sacked|stop|stopped) (?:him|her|them)\b", r"ha(?:s|ve) (?:him|her|mum|dad|my \w+) (?:\w+ing|alone|in the|on the)\b", r"watching (?:him|her) \w+\b", r"came round\b", r"name(?:'s| is)? (?:is )?(?:on|up|there)\b|there'?s (?:his|her) name\b", r"call(?:ed|ing|s) the next\b", r"(?:he|she) starts (?:at|in|on|again)\b", r"stay(?:s|ing) (?:in|on|as|with) (?:his|her|the|our|post|duty|shift)\b", r"due (?:at|in|back)\b", r"alone with (?:him|her|them|me|us|my|the|a)\b", r"looking after (?:him|her|them|us|me|my|people|other|patients|the|kids|babies|our|someone)\b", r"(?:alone|in (?:there|the room|a (?:locked )?room|(?:his|her) (?:room|office|cab|car|surgery))) with\b", r"with (?:him|her|them|other|another|more|our|vulnerable|young) (?:again|now|alone|tonight|today|girls?|kids|women|patients|residents|right|children|passengers)\b",
    rf"(?:is|'s|are|'re) (?:clearly |obviously |absolutely |openly )?{SIGN}", r"he'?s just (?:gone|walked|taken|started|called|scrubbed|come|clocked|sat|driven)\b", r"she'?s just (?:gone|walked|taken|started|called|scrubbed|come|clocked|sat|driven)\b", r"theatre \d", r"(?:right|just) now\b", r"th(?:is|at) (?:very )?(?:minute|moment|second|instant)\b", r"as (?:i|we) (?:type|write|speak|post)\b", r"at this (?:very )?(?:minute|moment)\b", r"gone (?:down|in|up|back|off|straight) to\b", r"(?:fully )?booked (?:with|up|solid|all|for|until|today)\b", r"just (?:boarded|taken off|started|clocked|got (?:in|on|behind))\b", r"(?:just |now )?(?:passed|walked past) (?:him|her)\b", r"(?:saw|seen|see|watched|spotted|met|guess who|noticed) (?:\w+ ){0,5}(?:today|this (?:morning|afternoon|evening|week)|again|with (?:a|an|another|the)|pushing|wheeling|just now|earlier|yesterday|an hour ago|last night|on (?:the|her|his)|is|there)\b", r"(?:hasn'?t|haven'?t|isn'?t|not|never|no one has|nobody has|nobody|no one|nothing) (?:even )?(?:been )?(?:suspended|sacked|removed|moved|stopped|fired|taken off|disciplined|been (?:done|said)|happened|has happened|happens|was done|done about|changed|removes|does (?:anything|a thing))\b", r"(?:remains?|remained|stays?|stayed|kept|keep|left) (?:in (?:post|his|her|charge)|on (?:the|duty|shift)|(?:him|her) (?:on|in|there|working)|employed|working)\b", r"continues? to\b", r"moved (?:him|her|them) to\b", r"gone back to (?:his|her|their|the|work)\b", r"(?:due|comes?|coming|clocks?|signed|clocked) (?:back )?(?:on|in)\b (?:at|again|for|tonight|tomorrow|shift|duty|\d|any)", r"next (?:shift|patient|class|lesson|stop|house|door|room|one|in line|trip|flight)\b", r"(?:on|in|here|there|working|shift) (?:un)?till? (?:\d|mid|six|seven|eight|nine|ten|the)", r"(?:not|isn't|hasn't) (?:\w+ )?(?:over|safe)\b", r"about to (?:leave|start|drive|take|operate|go|set|fly|board|see|treat)\b", r"(?:prepping|scrubbing|scrubbed) (?:in|up|for|patients)?", r"bookings?\b", r"why (?:is|does|are|do|has|was) (?:\w+ ){0,4}(?:still|allowed|back|send|working|in)\b", r"runs the\b", r"works (?:\w+ )?(?:in|at|for|on|here|there)\b", r"again (?:today|tonight|this|yesterday|tomorrow)\b", r"(?:at the wheel|behind the wheel|closed the doors|boarding|on board|pulled (?:away|off)|taking off|driving off|about to board)\b", r"(?:appointment|booked|session|lesson|class|alone|locked in|shift|working|nights?|left) with (?:him|her)\b", r"(?:was|is|were) (?:teaching|working|driving|serving|treating|back|there|at (?:work|his|her)|in (?:work|class|charge)) (?:\w+ ){0,3}(?:today|tonight|this|yesterday|as (?:normal|usual))\b", r"as (?:normal|usual|if nothing)\b", r"(?:doing|does|gives?|giving|got) (?:her|his|him|my|their|the) (?:meds|medicines|rounds?|medication|bath|injections|tablets|school run)\b", r"(?:rest|other end) of (?:our|the|my) (?:street|ward|train|class|road|block|village)\b", r"again (?:last|to)\b", r"works (?:here|there|for you|weekends|nights)\b",
    r"(?:ah[ií]|all[ií]|aqu[ií]) sigue\b", r"todos los d[ií]as\b", r"todas las (?:ma[nñ]anas|noches)\b", r"(?:siguiente|pr[oó]xim[oa]) (?:paciente|clase|turno)\b", r"est[aá] hoy\b", r"hoy otra vez\b", r"sigue(?:n)? (?:\w+ando|\w+iendo|ah[ií]|trabajando|operando|de|atendiendo|con|pasando|conduciendo|manejando|en|dando|cuidando)\b", r"contin[uú]a (?:atendiendo|trabajando|operando)\b", r"de (?:turno|guardia)\b", r"(?:entra|tiene|vuelve|otra vez|trabaja|le toca|opera|atiende) (?:\w+ ){0,2}(?:turno|hoy|mañana|noche|trabajar|con|ahora|de)\b", r"(?:hoy|mañana|esta noche|ahora(?: mismo)?|ahorita) (?:\w+ ){0,2}(?:trabaja|le toca|tiene|entra|atiende|opera|est[aá])\b", r"sol[oa] con\b", r"no (?:lo|la) han? (?:apartado|suspendido|echado|despedido)\b", r"como si nada\b", r"nadie hace nada\b", r"agenda llena\b", r"repartiendo\b", r"en su pasillo\b", r"cada (?:noche|turno|d[ií]a|vez)\b",
)  # fmt: skip
