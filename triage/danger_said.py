"""Dangers said in so many words: patterns that add to what the fitted words tell (danger.py), or judge alone without them.

Every pattern looks at a folded text (lower case, straight apostrophes). Gaps are bounded, so that no text takes long.
"""

import re

from triage.model import Reason

# What a danger adds to the log-odds of a complaint: who accuses staff complains, who tells of an emergency often does, who despairs or
# threatens need not.
UNHELPED, ACCUSED = 0.8, 6.0
SELF_HARM = Reason("self_harm", "Somebody may be about to harm themselves", 0.0)
THREAT = Reason("threat", "It tells of a threat to people", 0.0)
EMERGENCY = Reason("emergency_now", "An emergency seems to be happening now", UNHELPED)
ABUSER = Reason("abuser_on_shift", "Somebody is accused of a serious wrong and may be still at work", ACCUSED)
REASONS = {reason.rule: reason for reason in (SELF_HARM, THREAT, EMERGENCY, ABUSER)}

# Log-odds, hand-set by what reaches the cut of public posts and of made-up ones (docs/judgement.md).
SAID = 1.0  # added by a pattern
SAID_SURELY = 2.25  # by one that is hardly ever news: of what is said of others much is

_GAP = r"[^.!?\n]{0,40}?"  # a few words within a sentence
_WIDE = r"[^.!?\n]{0,80}?"


def words(*alternatives: str) -> re.Pattern[str]:
    """Any of the alternatives, from the beginning of a word."""
    return re.compile(rf"\b(?=[\w'!])(?:{'|'.join(alternatives)})")


# ---- self-harm

_SELF = r"(?:my ?self|me ?self)"
_MEANT = words(
    r"(?:see|have|got|find|there is|there'?s) (?:a|any|no|the) (?:reason|point) (?:to|in) (?:wak(?:e|ing) up|liv(?:e|ing)(?! (?:so|near|far|there|in|at)\b)|go(?:ing)? on|be here|being here)\b",
    rf"(?:kill|killing|hang|hanging|drown|drowning|shoot|shooting|unalive|unaliving|harm|harming|hurt|hurting|cut|cutting|starve|off|end|top|throw|starving) {_SELF}\b",
    r"(?:do not|don't|dont|didn't|no longer|can't|cant|never|not) (?:want|wanting|wanna|wish|deserve|care)(?: to)? (?:be alive|live|exist|wake up|be on this earth|keep living|go on living|see tomorrow|survive)\b",
    r"(?:took|taken|swallowed|taking|downed) (?:all|the whole|a whole|every|(?:way |far |much )?too many|\d+|an entire|the entire|enough|my whole)(?: \w+){0,4} (?:pills?|tablets?|bottle|box|pack|meds|insulin|paracetamol|tylenol|sleeping)",
    r"(?:pills?|tablets?|rope|noose|razor|blade|gun|insulin)(?: \w+){0,3} (?:lined up|(?<!be )(?<!are )(?<!were )ready|counted|in front of me|in my (?:hand|lap)|waiting for me|next to me|beside me|saved up)",
    r"(?:i'?m|i am|im|standing|sitting|sat|up|here) (?:standing |sitting |sat |up |out |alone )?(?:on|at|by|off) the (?:edge|ledge|railing|wrong side of|top of the|roof|rooftop|bridge|tracks|platform|parapet)\b",
    r"i (?:\w+ ){0,3}?(?:want|wanna|wish|need)(?: to)?(?: just)? (?:die|end it|end things)\b(?! (?:of|for|with|up|in))",
    r"(?:i'?m|i am|i'?ve been|been|i keep|i) (?:\w+ ){0,3}(?:think|thinking|consider|considering|planning|contemplating) (?:(?:of|about) )?(?:\w+ ){0,2}suicide\b",
    r"(?:tonight|today|now) i(?:'ll| will|'m going to| am going to|'m gonna) end (?:it|things)\b",
    r"(?:going to|gonna|wanna|want to|will|i'?ll|imma|finna|might|should) (?:just |rly |literally )?kms\b",
    r"me (?:quito|voy a quitar) la vida\b", r"me (?:quiero|voy a) (?:morir|matar)\b(?! de)", r"quiero morir(?:me)?\b(?! de)",
    r"no aguanto (?:ni )?un (?:d[ií]a|minuto) m[aá]s viv[oa]\b", r"(?:hoy|esta noche) (?:\w+ ){0,4}se acaba todo\b",
    r"ya no (?:quiero|puedo) (?:vivir|seguir viviendo|m[aá]s con (?:la|mi|esta) vida)\b",
    r"(?:pastillas|frasco|soga|cuchilla|navaja)(?: \w+){0,3} (?:en la mano|list[oa]s?|enfrente|delante|a mi lado|preparad[oa]s?)",
)  # fmt: skip
_SAID_OF = words(
    r"(?:wants?|threaten(?:s|ing)|trying|tries|going|about|says|saying|talking about|plans|keeps) (?:to |about |he'?s going to |she'?s going to |that (?:he|she) (?:will|wants to) |(?:he|she)'?ll )?(?:kill|hurt|harm|end|hang|cut|cutting|killing|hurting|harming|shoot|drown|stab|poison|starve) (?:him|her|them)sel(?:f|ves)\b",
    r"(?<!me )(?:se quiere|quiere|va a|amenaza con) (?:matarse|suicidarse|quitarse la vida|tirarse|matar\b)",
    r"se va a (?:tirar|matar|aventar)\b",
)  # fmt: skip

# ---- threats

_HARM = (
    r"(?:kill(?! time| for|ing time|er)|murder|shoot(?! (?:you|them|me|us|him|her)? ?(?:an?|over|through)\b)|stab|burn(?! out| some| through| off)|bomb|blow (?:up|this|that|your|the)(?! (?:(?:your|the|my|their) )?(?:phones?|inbox|mentions|dms|line|twitter|feed|emails?)\b)|torch|strangle|choke|slit|hang (?:you|him|her|them|all|every|those|that)|behead|execute"
    r"|beat (?:you|him|her|them|the|his|that|this|up|your|someone|somebody)|smash (?:my (?:head|face|skull|door)|your|his|her|their|him|you|up|the|in)|attack|destroy (?:him|her|them|your)|run (?:you|him|her|them) (?:over|down)|hurt (?:you|him|her|them|some(?:one|body)|every(?:one|body)|any(?:one|body)|people|the)|run over (?:every|all|that|any|the (?:staff|nurses|doctors?|crowd|people|manager)|some|whoever|you|him|her|them)|cave (?:\w+ )?(?:\w+ )?(?:heads?|skulls?|faces?) in|put a bullet"
    r"|break (?:your|his|her|their|the|that|(?:that |the )?[\w']+'s|every|both) (?:neck|legs?|arms?|face|jaw|skull|bones?|fingers?|nose|hands?)|make (?:you|him|her|them|all of you|someone|somebody|sure (?:you|he|she|they))(?: \w+){0,2} (?:pay|bleed|suffer|regret|sorry|hurt|never)|set fire|set (?:it|this|that|the|your|him|her) (?:\w+ )?(?:on fire|alight)|take (?:you|him|her|them|as many)(?: \w+){0,3} (?:out|down|with me)|come (?:in )?(?:shooting|armed)|hunt (?:you|him|her|them)|start (?:hurting|killing|shooting|stabbing|breaking|smashing|swinging)|cut (?:you|his|her|your|their|him)|knife|throw acid|poison|bash|punch|drown|shank|rape|headbutt|skin (?:you|him|her|them) alive)"
)
_INTENT = r"(?:i'?ll|i will|i shall|ill(?! (?:and|or|but|people|patients?|person|man|woman|child|mother|father|relatives?|health|with|from|at|in|for|after|because))|i'?m (?:gonna|going to|coming|about to|ready to|bringing)|im (?:gonna|going to|coming|about to|bringing)|i am (?:going to|coming|about to)|i'?m a|imma|ima|we'll|we will|we'?re (?:gonna|going to|coming)|gonna|going to|i swear|i promise|i intend to|i plan to|i want to|i wanna|someone (?:should|needs to|ought to|is going to|will)|somebody (?:should|needs to|ought to|is going to|will)|one of us will)"
_TOY = r"(?<!nerf )(?<!glue )(?<!nail )(?<!heat )(?<!water )(?<!butter )(?<!craft )(?<!massage )"
_WEAPON = rf"{_TOY}(?:gun|guns|handguns?|glock|pistol|rifle|shotgun|ar-?15|firearm|weapon|weapons|knife|machete|axe|hatchet|cleaver|sword|crowbar|crossbow|petrol|gasoline|bomb|explosives?|grenade|molotov|ammo|bullets|9 ?mm)"
_THREATENED = words(
    rf"(?:he|she|they|ex|husband|wife|neighbou?r|patient|guy|man|bloke|fella|lad|somebody|someone|brother|son|uncle|cousin|saying|swears|swearing|says|said)(?:'s|s)?\b{_GAP}(?:'ll|will|'d|planning to|plans to|plan to|going to|gonna|wants to|threaten(?:s|ed|ing) to|about to) {_HARM}\b{_WIDE}\b(?:me|us|the|you|staff|people|everyone|everybody|him|her|them|somebody|someone|himself and)\b",
    r"(?:swinging|brandishing|wielding|lashing out with|waving) (?:a|an|the|his|her) (?:\w+ ){1,2}(?:at|and (?:tell|threaten|shout|scream|yell)\w*)\b",
    r"(?:next|first) (?:\w+ ){0,12}(?:gets?|get|getting|leaves?|leaving|goes home|ends? up) (?:stabbed|shot|a bullet|a beating|(?:home )?in (?:an ambulance|a box|a (?:body )?bag|a coffin|hospital|pieces))\b",
    r"(?:on (?:his|her|their) way|coming|heading|driving|gone|going|walking) (?:\w+ ){0,8}to '?(?:kill (?!(?:him|her|my|them)sel)\w|sort (?:me|him|her|them|you) out|finish (?:me|him|her|them|it)\b|hurt (?:me|him|her|them|you|somebody|someone|people|staff)|deal with (?:me|him|her|them)|teach (?:me|him|her|them)|drag (?:me|her|him))\b",
    r"(?:needs?|wants?|deserves?|gets?|getting) (?:his|her|their|your) (?:\w+ )?(?:throat|neck|teeth|legs?|kneecaps?|fingers|face|head|house)s? (?:cut|cutting|broken|breaking|smashed|smashing|slit|slitting|caved|kicked|burn\w+)\b",
    rf"{_INTENT}\b{_WIDE}\b{_HARM}\b(?! (?:it at|(?:the|this|my) (?:game|exam|interview|test)|some time|myself|(?:him|her|them)sel(?:f|ves)))",
    rf"(?:i'?m|im|i am|i'?ll be|will be|we'?re|coming|come|back|be there|show up|turn up|walk in|see you){_GAP} (?:with|bringing|and bringing|w) (?:\w+ ){{0,2}}{_WEAPON}\b",
    rf"(?:i|i'?ve|i have|i'?m|im|he|she|guy|man|dude|someone|somebody|they|husband|patient|customer|passenger|woman|kid|driver|tipo|there'?s) (?:\w+ ){{0,5}}?(?:bought|got|has|have|had|brought|bring|bringing|carrying|holding|waving|swinging|pulled|pulling|packing|loaded|load|loading|grabbed|pointing|pointed|armed with|with|keeps?|sharpen\w*) (?:\w+ ){{0,3}}{_WEAPON}\b(?! (?:set|block|skills|sharpener|shop|show|show|control|safety|rack|wounds?|violence))",
    r"(?:bag|package|device|box|present|parcel|backpack|suitcase|van)\b[^.!?]{0,60}\b(?:timer|ticking|wires|(?<!going to )explode|explosives?|go off|goes off)\b",
    r"bomb (?:threat|in|at|under|goes off|will|on|inside)\b(?! (?:drill))", r"(?:there is|there'?s) a bomb\b(?! (?:drill|shelter|disposal|of|site|scare))", r"at (?:knife|gun)point\b",
    rf"\bwith (?:a|an) {_WEAPON} (?:is )?(?:in|at|inside|outside|by) (?:the |your |our |my )?(?:\w+ )?(?:reception|lobby|ward|waiting|corridor|entrance|door|car park|lifts?|hospital|clinic|school|store|branch|bus|train)\b",
    r"hear(?:ing)? (?:gun)?shots\b(?! of\b)",
    r"(?:watch|watching) (?:your|his|her|their) back",
    r"(?:you|you people|you all|they|he|she|ya'?ll|y'all|all of you|that (?:doctor|nurse|man|woman|guy)|dr\.? ?\w+|the (?:doctor|surgeon|manager|driver|nurse)|someone|somebody|people|everyone)(?:'ll| will| is going to| are going to|'re going to| is gonna| are gonna|'re gonna| gonna|'s going to|'s gonna|s gonna|s going to) (?:\w+ ){0,3}(?:pay(?: for (?:this|what|it|that|my)(?! (?:mistake|error|bill|visit|stay|treatment|repair|damage|flight|order|one|service|call|medicine|prescription)s?\b)|\b(?= with| in blood))|bleed\b|burn\b|die\b|be sorry|get hurt|regret (?:this|it|that|what|being|the day|ever)|get what(?:'s| is|s)? (?:coming|they|you|he|she)|find out what|wish (?:you|he|she|they)|not (?:make it|walk|leave|see|come|go)|suffer|get (?:a visit|shot|stabbed|beaten|jumped))",
    r"i (?:also )?know (?:where|what (?:car|time|shift)|which (?:car|house)|when|the car) (?:dr\. )?[^.!?]{0,30}(?:live|lives|park|parks|sleep|sleeps|kids|kid|school|home|house|drive|drives|leave|leaves|finish|finishes|shift|walk|walks|family|jog|goes|go|gets off|car)",
    r"(?:got|have|found|know) (?:his|her|your|their|the (?:doctor|nurse|manager)'?s?|dr\.? \w+'?s?) (?:home )?address\b",
    r"(?:won't|wont|will not|not gonna|never) (?:(?:leave|walk out|get home)\b(?: \w+){0,4} (?:alive|in one piece)|make it (?:out|home)\b(?! (?:for|in time|before|by|until|to (?:see|my)))|live to\b|see (?:tomorrow|christmas|the weekend|(?:another|the next) (?:day|morning|sunrise|christmas|birthday))\b|be walking\b)",
    r"(?:les|le|lo|la|te|los) (?:prendo|prender[eé]|rajo|rajar[eé]|corto|reviento)\b",
    r"burn (?:it|this place|that place|the (?:place|building|whole|hospital|clinic|store|office|bank)|your (?:place|building|office|house|store|clinic|hospital)|them all|you all) ?(?:\w+ )?(?:down|to the ground|$|[.!,])",
    r"(?:eye for an eye|life for a life)\b",
    r"(?:voy a|vamos a|les voy a|lo voy a|la voy a|los voy a|te voy a|alguien va a) (?:\w+ )?(?:matar|quemar|prender|disparar|apuñalar|golpear|reventar|incendiar|romper\w*|acabar con|hacer(?:te|les|le|lo|la)? pagar|balear|volar)\w*",
    r"(?:tengo|traigo|llevo|compr[eé]|voy con|est[aá] con|va con|anda con|(?:hombre|tipo|t[ií]o|chico|alguien) con|tiene|trae|saca|sac[oó]) (?:\w+ ){0,2}(?:pistola|escopeta|cuchillo|machete|navaja|arma|rifle)\b",
    r"(?:puse|pusieron|plant[eé]|voy a poner|pondr[eé]) una bomba\b(?! de)",
    r"s[eé] (?:d[oó]nde|en qu[eé]|a qu[eé] hora) [^.!?]{0,30}(?:vive[ns]?|vives|estaciona|trabaja|sale|hijos|escuela|casa)",
)  # fmt: skip
_PLACE = r"(?:your|this|the|that) (?:\w+ )?(?:place|building|hospital|clinic|office|store|shop|school|house|bank|station|branch|ward|lobby|surgery|practice|restaurant|hotel)"
_VOWED = words(
    r"(?:i|we)(?:'ll| will|'m going to|'re going to| am going to| are going to|'m gonna|'re gonna| gonna)"
    rf" (?:(?:bomb|blow up|shoot up|set fire to|torch) {_PLACE}|(?:shoot|stab|murder) (?:you|all of|every\w*|them|him|her)\b(?! (?:an?|over|through|the|some)\b)|burn (?:it|this|{_PLACE}) down)\b",
    r"(?:le|les|te|os) (?:rompo|parto|reviento|(?:voy|vamos) a (?:romper|partir|reventar)) (?:la|el|los|las) (?:cara|cabeza|boca|cuello|nariz|huesos|piernas|brazos|dientes)\b",
    r"(?:los|las|os) mato a tod[oa]s\b", r"(?:lo|la|los|las|te|os) (?:voy|vamos) a matar\b(?! (?:a|de) (?:besos|abrazos|cosquillas|risa|amor|ternura))",
)  # fmt: skip

# ---- emergencies

_WHO = r"(?:he|she|they|my \w+(?: \w+)?|our \w+|the (?:baby|man|woman|lady|guy|boy|girl|child|kid|patient)|(?:a|this|some) (?:\w+ )?(?:man|woman|lady|guy|boy|girl|child|kid|baby|patient)|some(?:one|body)|baby|mum|mom|dad|grandma|grandad|wife|husband|son|daughter)"
_GOING_ON = words(
    rf"{_WHO} (?:cannot|can't|cant|can not|can barely|can hardly) (?:breathe|breath)\b(?! for\b)",
    rf"{_WHO}(?:'s|s| is| are|'re) (?:\w+ )?(?:not breathing|barely breathing|gasping|choking(?! (?:up|with laughter)\b)|turning (?:blue|grey|gray|purple)|unconscious|unresponsive|passed out|not waking|bleeding out|bleeding (?:badly|heavily|everywhere|out)|seizing|convulsing|collapsed|having (?:a|another) (?:heart attack|stroke(?! of\b)|seizure)|stopped breathing)\b",
    rf"{_WHO} (?:isn't|isnt|won't|wont|aren't|has stopped|just stopped|just) (?:breathing|waking up|wake up|responding|breathe|collapsed|fainted)\b(?! (?:to|early|on time)\b)",
    rf"{_WHO} has (?:just )?(?:collapsed|fainted)\b",
    r"(?:the|your|our|my) (?:\w+ )?(?:ward|building|hospital|clinic|kitchen|bed|curtains?|ceiling|roof|basement|lift|floor) (?:is|'s|has|just)(?: \w+)? (?:on fire|burning(?! (?:hot|through)\b)|full of smoke(?! smell)|filling with smoke|caught fire)\b",
    r"(?:there's|theres|there is|we have|got) (?:a )?fire (?:in|on) (?:the|your) (?:\w+ )?(?:floor|ward|kitchen|basement|roof|lift|theatre|unit|corridor|stairs|building|hospital|clinic|school|hotel|train|plane)\b", r"fire on the \w+ floor\b",
    r"(?:oxygen|ventilator)(?:'s| has| is)? (?:ran out|run out|out\b|empty|stopped|off\b)", r"power (?:is|'s|has gone|went) (?:out|off|down)\b[^.!?\n]{0,40}\b(?:ventilator|oxygen|dialysis|life support)\b",
    r"(?:smell(?:s|ing)?|leak(?:s|ing)?)(?: of)? gas\b", r"gas (?:leak|smell)\b(?! (?:check|drill|test))", r"(?:there is|there'?s) smoke in the (?!(?:air|game|film|distance|movie|scene|picture|yard|garden)\b)",
    r"(?:and|but) (?:will not|won't|does not|doesn't|is not|isn't|cannot|can't) (?:wake|respond|breathe|breathing|responding)\b",
    rf"{_WHO}(?:'s| is) bleeding (?:and|but) (?:the|nobody|no one|no|they|i|we)\b", rf"{_WHO}(?:'s| is) on the roof\b(?! (?:terrace|garden|bar))", r"(?:won't|will not|doesn't|can't|cannot) stop (?:bleeding|shaking(?! (?:my|his|her|our) head)|vomiting|fitting|seizing)\b",
    r"chest pains? (?:and|but) (?:nobody|no one|no|they|we|i)\b",
    r"wrong (?:drug|dose|blood|medicine|medication|injection|insulin)\b[^.!?\n]{0,30} and now (?:he|she|i|they|my)\b",
    r"(?:gown|dementia|barefoot|confused)\b[^.!?\n]{0,30}\bwalking (?:on|along|in|down|into) (?:the )?(?:\w+ )?(?:road|motorway|highway|traffic|tracks|carriageway)\b",
    r"no (?:respira|puede respirar|est[aá] respirando|reacciona|despierta)\b(?! (?:bien|hondo|inter[eé]s|nada en m[ií]))", r"se est[aá] (?:ahogando|desangrando|muriendo|poniendo morad[oa])\b(?! de (?:risa|ganas|envidia|hambre|sue[nñ]o))",
    r"est[aá] (?:inconsciente|convulsionando|sangrando mucho|desmayad[oa])\b", r"se desangra\b", r"sin pulso\b", r"(?:huele|olor) a gas\b", r"hay (?:fuego|humo) en (?:el|la) (?:cocina|planta|sala|edificio|hospital|cl[ií]nica|pasillo|ascensor|s[oó]tano|habitaci[oó]n|quir[oó]fano|piso|techo|escuela|hotel|tren)\b",
)  # fmt: skip

# ---- who should not be at work

_STAFF = r"(?:doctor|surgeon|nurse|midwife|ana?esthetist|carer|caregiver|aide|porter|paramedic|guard|driver|teacher|pilot|dentist|pharmacist|registrar|consultant|physio|therapist|technician|fitter|manager|chef|clerk|coach)"
_AT_FAULT = words(
    rf"{_STAFF}(?:'s| is| was| are| looks)(?: \w+)? (?:drunk|stoned|wasted|hammered)\b", rf"{_STAFF}\b{_GAP}(?:smell(?:s|ing|ed)?|smelt|stinks?|stinking|stank|reek(?:s|ed|ing)?) of (?:alcohol|drink|vodka|whisky|whiskey|wine|booze|gin|beer|rum)\b",
    r"slurring (?:his|her|their) (?:words|speech)\b", rf"{_STAFF} (?:followed|touche[sd]|touching|gropes?|groped|groping|hits?|slaps?|slapped|beats?|pinche[sd]) (?:the |my |our |a |an |old |young )(?:\w+ )?(?:girls?|boys?|patients?|residents?|wom[ae]n|child|children|kids?|lad|lady|ladies|mother|mum|mom|dad|father|gran\w*|nan|daughter|son|sister|brother|wife|husband|aunt|uncle|man|men)\b(?! (?:heart|soul|hearts)\b)",
    rf"{_STAFF} is using (?:his|her|their) own (?:supply|stuff)\b", r"(?:m[eé]dic[oa]|doctora?|enfermer[oa]|cirujan[oa]|celador|cuidador[a]?|conductora?) (?:est[aá]|va|anda) (?:borrach[oa]|drogad[oa]|bebid[oa])\b",
)  # fmt: skip
_PATTERNS = (
    (SELF_HARM, _MEANT, SAID_SURELY), (SELF_HARM, _SAID_OF, SAID), (THREAT, _VOWED, SAID_SURELY),
    (THREAT, _THREATENED, SAID), (EMERGENCY, _GOING_ON, SAID_SURELY), (ABUSER, _AT_FAULT, SAID_SURELY),
)  # fmt: skip


# Without one of these most patterns say nothing; of everyday posts one or two in a hundred have one.
_LOUD_WORDS = """
kill killing stab stabbed stabbing shoot strangle slit poison smash drown drowning burn torch knife knives gun guns gunman
gunshots burning oxygen gunpoint knifepoint shotgun pistol rifle firearm machete axe crossbow bullet sword cleaver crowbar blade petrol acid bomb
explosives ticking die suicide kms unalive pills tablets noose ledge tracks fire smoke gas breathe breathing choking gasping
bleeding bleed unconscious unresponsive collapsed seizing seizure convulsing ventilator drunk stoned vodka whisky slurring slapped
slaps gropes groped groping matar matarme matarlos matarse mato morir morirme suicidarse pistola cuchillo escopeta navaja arma
bomba quemar prendo reviento rompo parto pastillas respira respirar reacciona despierta ahogando desangrando convulsionando
inconsciente fuego humo pulso borracho borracha drogado drogada
"""
WORDS = frozenset(_LOUD_WORDS.split())

_WORD = re.compile(r"[^\W\d_]+")
LOUD = "!"  # the mark of such a word


def mark(word: str) -> str:
    """LOUD or "": where no word of a text is loud, said() need not be asked."""
    return LOUD if word in WORDS else ""


def is_loud(folded: str) -> bool:
    """Whether a text has such a word, for one that was not read."""
    return not WORDS.isdisjoint(_WORD.findall(folded))


def said(folded: str) -> tuple[Reason | None, float]:
    """What a pattern says, with its words, and what that adds."""
    for reason, pattern, adds in _PATTERNS:
        if match := pattern.search(folded):
            return reason._replace(evidence=(_quoted(match),)), adds
    return None, 0.0


_REST_OF_WORD = re.compile(r"[\w']*")
_LONGEST_QUOTE = 80  # characters


def _quoted(match: re.Match[str]) -> str:
    """What was matched, its last word in full."""
    rest = _REST_OF_WORD.match(match.string, match.end())
    told = (match.group() + (rest.group() if rest else "")).strip()
    return told if len(told) <= _LONGEST_QUOTE else told[:_LONGEST_QUOTE].rpartition(" ")[0]
