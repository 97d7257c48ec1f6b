"""Level 3: the rules that page a person. Each combines slots (who, what, when) and is taken back by news, past and play.

They are asked of every mention about us, complaint or not. An emergency has no pattern of its own: signs tell it.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

from triage.gate import Gate, Sight, shipped_gate
from triage.model import Reason
from triage.slots import (
    ADVERT,
    EARNEST,
    ENDED,
    FIGURE,
    FIRSTHAND,
    GAP,
    HEALED,
    IMMINENT,
    LATELY,
    MOCKING,
    NEWS,
    NOT_SELF,
    NOT_THREAT,
    NOW,
    OLDER,
    PAST,
    PERSON,
    SIGN,
    TODAY,
    UNREAL,
    WIDE,
    Slot,
    quoted,
)
from triage.wrongs import NO_WRONG, STILL_AT_WORK, WRONG

SELF_HARM = Reason("self_harm", "Somebody may be about to harm themselves", 0.0)
THREAT = Reason("threat", "It tells of a threat to people", 0.0)
EMERGENCY = Reason("emergency_now", "An emergency seems to be happening now", 0.8)
ABUSER = Reason("abuser_on_shift", "Somebody accused of a serious wrong seems to be still at work", 4.0)

# ---- self-harm

_SELF = r"(?:my ?self|me ?self)"
_DIRECT = Slot(
    r"(?:tonight|today|this) is my last (?:night|day|post|message|one)\b(?! (?:as|at|of|on|in|with|shift|working|here))",
    r"(?:see|have|got|find) (?:a|any|no|the) (?:reason|point) (?:to|in) (?:wak(?:e|ing) up|liv(?:e|ing)|go(?:ing)? on|be here|being here)\b",
    rf"(?:kill|killing|hang|hanging|drown|drowning|shoot|shooting|unalive|unaliving|harm|harming|hurt|hurting|cut|cutting|starve|off|end|top|throw|starving) {_SELF}\b",
    rf"(?:i'?m|i am|feel|feeling|i'?ve been|been|me){GAP}\bsuicidal\b",
    r"(?:thinking (?:of|about)|think about|want to|could just|might just|ready to) (?:just )?(?:walk(?:ing)?|step(?:ping)?|jump(?:ing)?|driv(?:e|ing)|swim(?:ming)?|run(?:ning)?) (?:out |straight )?(?:in|into|off|in front of|under)(?:to)? (?:the|a|that) (?:river|sea|lake|canal|traffic|train|tracks|road|bridge|platform|truck|lorry|bus|tree|wall|motorway|ocean|water|roof)",
    r"(?:do not|don't|dont|didn't|no longer|can't|cant|never|not) (?:want|wanting|wanna|wish|deserve|care)(?: to)? (?:be alive|live|exist|wake up|be on this earth|keep living|go on living|see tomorrow|survive)\b",
    r"(?:took|taken|swallowed|taking|downed) (?:all|the whole|a whole|every|too many|\d+|an entire|the entire|enough|my whole)(?: \w+){0,4} (?:pills?|tablets?|bottle|box|pack|meds|insulin|paracetamol|tylenol|sleeping)",
    r"(?:pills?|tablets?|rope|noose|razor|blade|gun|insulin)(?: \w+){0,3} (?:lined up|(?<!be )(?<!are )(?<!were )ready|counted|in front of me|in my (?:hand|lap)|waiting for me|next to me|beside me|saved up)",
    r"(?:i'?m|i am|im|standing|sitting|sat|up|here) (?:standing |sitting |sat |up |out |alone )?(?:on|at|by|off) the (?:edge|ledge|railing|wrong side of|top of the|roof|rooftop|bridge|tracks|platform|parapet)\b",
    r"(?:won'?t|wont|will not) be a (?:burden|problem|bother)\b", r"me (?:quito|voy a quitar) la vida\b",
    r"me (?:voy a|quiero) (?:matar|suicidar|tirar|aventar|colgar|ahorcar|morir)\b(?! de)",
    r"(?:mejor|estar[ií]an mejor) sin m[ií]\b",
    r"ya no (?:quiero|puedo) (?:vivir|seguir viviendo|m[aá]s con (?:la|mi|esta) vida)\b",
    r"(?:pastillas|frasco|soga|cuchilla|navaja)(?: \w+){0,3} (?:en la mano|list[oa]s?|enfrente|delante|a mi lado|preparad[oa]s?)",
    r"(?:tom[eé]|tragu[eé]) (?:todas|un frasco|muchas|el frasco)\b",
    r"(?:no )?(?:voy a|quiero) (?:despertar|estar aqu[ií]) mañana\b",
    r"no hay (?:raz[oó]n|motivo)s? para (?:vivir|seguir)\b", r"nada por (?:que|qu[eé]|lo que) vivir\b",
)  # fmt: skip
_OTHER_SELF = Slot(
    r"(?:wants?|threaten(?:s|ing)|trying|tries|going|about|says|saying|talking about|plans|keeps) (?:to |about |he'?s going to |she'?s going to |that (?:he|she) (?:will|wants to) |(?:he|she)'?ll )?(?:kill|hurt|harm|end|hang|cut|cutting|killing|hurting|harming|shoot|drown|stab|poison|starve) (?:him|her|them)sel(?:f|ves)\b",
    r"(?<!me )(?:se quiere|quiere|va a|amenaza con) (?:matarse|suicidarse|quitarse la vida|tirarse|matar\b)",
    r"se va a (?:tirar|matar|aventar)\b",
)  # fmt: skip

# ---- threats

_HARM = (
    r"(?:kill(?! time| for|ing time|er)|murder|shoot(?! (?:you|them|me|us|him|her)? ?(?:an?|over|through)\b)|stab|burn(?! out| some| through| off)|bomb|blow (?:up|this|that|your|the)(?! (?:(?:your|the|my|their) )?(?:phones?|inbox|mentions|dms|line|twitter|feed|emails?)\b)|torch|strangle|choke|slit|gut(?!.?(?:wrench|feel|instinct|health|reaction|punch))|hang (?:you|him|her|them|all|every|those|that)|behead|execute"
    r"|beat (?:you|him|her|them|the|his|that|this|up|your|someone|somebody)|smash (?:my (?:head|face|skull|door)|your|his|her|their|him|you|up|the|in)|attack|destroy (?:him|her|them|your)|run (?:you|him|her|them) (?:over|down)|hurt (?:you|him|her|them|some|every|any|people|the|anyone|anybody)|run over (?:every|all|that|any|the (?:staff|nurses|doctors?|crowd|people|manager)|some|whoever|you|him|her|them)|cave (?:\w+ )?(?:\w+ )?(?:heads?|skulls?|faces?) in|put a bullet"
    r"|break (?:your|his|her|their|the|that|(?:that |the )?[\w']+'s|every|both) (?:neck|legs?|arms?|face|jaw|skull|bones?|fingers?|nose|hands?)|make (?:you|him|her|them|all of you|someone|somebody|sure (?:you|he|she|they))(?: \w+){0,2} (?:pay|bleed|suffer|regret|sorry|hurt|never)|set fire|set (?:it|this|that|the|your|him|her) (?:\w+ )?(?:on fire|alight)|take (?:you|him|her|them|as many)(?: \w+){0,3} (?:out|down|with me)|come (?:in )?(?:shooting|armed)|hunt (?:you|him|her|them)|start (?:hurting|killing|shooting|stabbing|breaking|smashing|swinging)|cut (?:you|his|her|your|their|him)|knife|throw acid|poison|bash|punch|drown|shank|rape|headbutt|skin (?:you|him|her|them) alive)"
)
_INTENT = r"(?:i'?ll|i will|i shall|ill(?! (?:and|or|but|people|patients?|person|man|woman|child|mother|father|relatives?|health|with|from|at|in|for|after|because))|i'?m (?:gonna|going to|coming|about to|ready to|bringing)|im (?:gonna|going to|coming|about to|bringing)|i am (?:going to|coming|about to)|i'?m a|imma|ima|we'll|we will|we'?re (?:gonna|going to|coming)|gonna|going to|i swear|i promise|i intend to|i plan to|i want to|i wanna|someone (?:should|needs to|ought to|is going to|will)|somebody (?:should|needs to|ought to|is going to|will)|one of us will)"
_WEAPON = r"(?:boxcutter|box cutter|crossbow|sword|hatchet|chainsaw|tire iron|iron bar|pipe|gun|guns|glock|pistol|rifle|shotgun|ar-?15|firearm|weapon|weapons|knife|machete|blade|axe|crowbar|hammer|baseball bat|bat|petrol|gasoline|gas can|acid|bomb|explosives?|grenade|molotov|lighter|ammo|bullets|9 ?mm)"
_THREAT = Slot(
    r"gunm[ae]n\b", r"hostages?\b", r"shooter (?:in|at|on|is)\b",
    rf"(?:he|she|they|ex|husband|wife|neighbou?r|patient|guy|man|bloke|fella|lad|somebody|someone|brother|son|uncle|cousin|saying|swears|swearing|says|said)(?:'s|s)?\b{GAP}(?:'ll|will|'d|planning to|plans to|plan to|going to|gonna|wants to|threaten(?:s|ed|ing) to|about to) {_HARM}\b{WIDE}\b(?:me|us|the|you|staff|people|everyone|everybody|him|her|them|somebody|someone|himself and)\b",
    r"i(?:'ll| will) find (?:you|him|her|them|the \w+|who(?:ever)?)\b[^.!?]{0,60}\b(?:break|kill|hurt|end|make|burn|smash)\b",
    r"(?:swinging|brandishing|wielding|lashing out with|waving) (?:a|an|the|his|her) (?:\w+ ){1,2}(?:at|and (?:tell|threaten|shout|scream|yell)\w*)\b",
    r"(?:people|someone|somebody|you|staff|nurses|they) (?:will|are going to|is going to|gonna) (?:all )?(?:get|be) (?:shot|stabbed|killed|blown|burnt|burned)\b",
    r"(?:you|he|she|(?:all|every one|each) of (?:you|them)[^.!?]{0,25}|everyone there)(?:'s|'re| is| are|'ll be| will be| going to be| gonna be) (?:all )?dead (?:before|when|if|meat|man|the (?:next|minute|moment|second)|tonight|tomorrow|as soon)\b",
    r"(?:you(?:'re| are|'ll be| will be)(?: all)?|(?:all|every one|each) of (?:you|them)[^.!?]{0,25} (?:are|is)|tell [^.!?]{0,60}\b(?:he|she|they)(?:'s|'re| is| are)) dead\b(?! (?:to me|right|wrong|on|tired|set|certain|slow|inside|weight))",
    r"(?:or|will|gonna|going to) (?:all )?get shot\b(?! of)",
    r"(?:is|are) (?:a )?dead (?:man|woman|men|meat)\b(?!'s| switch)", r"tooled up\b",
    r"hope it (?:blows|explodes|goes off|blew)\b",
    r"(?:next|first) (?:\w+ ){0,12}(?:gets?|get|getting|leaves?|leaving|goes home|ends? up) (?:stabbed|shot|a bullet|a beating|(?:home )?in (?:an ambulance|a box|a (?:body )?bag|a coffin|hospital|pieces))\b",
    r"(?:on (?:his|her|their) way|coming|heading|driving|gone|going|walking) (?:\w+ ){0,8}to '?(?:kill (?!(?:him|her|my|them)sel)\w|sort (?:me|him|her|them|you) out|finish (?:me|him|her|them|it)\b|hurt (?:me|him|her|them|you|somebody|someone|people|staff)|deal with (?:me|him|her|them)|teach (?:me|him|her|them)|drag (?:me|her|him))\b",
    r"slash(?:es|ing)? (?:the|his|her|your|a|someone|somebody|their) (?:\w+ )?(?:throat|face|neck|wrists?)\b",
    r"white powder\b", r"fired (?:\w+ )?shots\b",
    r"(?:burning|blowing|shooting|smashing|torching) (?:\w+ ){1,5}(?:down|up) (?:ton\w+|today|tomorrow|now|this|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    r"(?:needs?|wants?|deserves?|gets?|getting) (?:his|her|their|your) (?:\w+ )?(?:throat|neck|teeth|legs?|kneecaps?|fingers|face|head|house)s? (?:cut|cutting|broken|breaking|smashed|smashing|slit|slitting|caved|kicked|burn\w+)\b",
    rf"{_INTENT}\b{WIDE}\b{_HARM}\b(?! (?:it at|(?:the|this|my) (?:game|exam|interview|test)|some time|myself|(?:him|her|them)sel(?:f|ves)))",
    rf"(?:i'?m|im|i am|i'?ll be|will be|we'?re|coming|come|back|be there|show up|turn up|walk in|see you){GAP} (?:with|bringing|and bringing|w) (?:\w+ ){{0,2}}{_WEAPON}\b",
    rf"(?:i|i'?ve|i have|i'?m|im|he|she|guy|man|dude|someone|somebody|they|husband|patient|customer|passenger|woman|kid|driver|tipo|there'?s) (?:\w+ ){{0,5}}?(?:bought|got|has|have|had|brought|bring|bringing|carrying|holding|waving|swinging|pulled|pulling|packing|loaded|load|loading|grabbed|pointing|pointed|armed with|with|keeps?|sharpen\w*) (?:\w+ ){{0,3}}{_WEAPON}\b(?! (?:set|block|skills|sharpener|shop|show|show|control|safety|rack|wounds?|violence))",
    r"(?:bag|package|device|box|present|parcel|backpack|suitcase|van)\b[^.!?]{0,60}\b(?:timer|ticking|wires|(?<!going to )explode|explosives?|go off|goes off)\b",
    r"(?:left|put|planted|placed|hidden) (?:something|a \w+|one)[^.!?]{0,60}\b(?:will|'ll|gonna|going to|set to|timed to|about to) (?:go off|explode|detonat\w+)",
    r"shots (?:just |were |are )?(?:fired|being)\b", r"gunshots\b",
    r"bomb (?:threat|in|at|under|goes off|will|on|inside)\b(?! (?:drill))",
    r"(?:watch|watching) (?:your|his|her|their) back", r"sleep with one eye\b",
    r"(?:you|you people|you all|they|he|she|ya'?ll|y'all|all of you|that (?:doctor|nurse|man|woman|guy)|dr\.? ?\w+|the (?:doctor|surgeon|manager|driver|nurse)|someone|somebody|people|everyone)(?:'ll| will| is going to| are going to|'re going to| is gonna| are gonna|'re gonna| gonna|'s going to|'s gonna|s gonna|s going to) (?:\w+ ){0,3}(?:pay(?: for (?:this|what|it|that|my)(?! (?:mistake|error|bill|visit|stay|treatment|repair|damage|flight|order|one|service|call|medicine|prescription)s?\b)|\b(?= with| in blood))|bleed\b|burn\b|die\b|be sorry|get hurt|regret (?:this|it|that|what|being|the day|ever)|get what(?:'s| is|s)? (?:coming|they|you|he|she)|find out what|wish (?:you|he|she|they)|not (?:make it|walk|leave|see|come|go)|suffer|get (?:a visit|shot|stabbed|beaten|jumped))",
    r"i (?:also )?know (?:where|what (?:car|time|shift)|which (?:car|house)|when|the car) (?:dr\. )?[^.!?]{0,30}(?:live|lives|park|parks|sleep|sleeps|kids|kid|school|home|house|drive|drives|leave|leaves|finish|finishes|shift|walk|walks|family|jog|goes|go|gets off|car)",
    r"(?:got|have|found|know) (?:his|her|your|their|the (?:doctor|nurse|manager)'?s?|dr\.? \w+'?s?) (?:home )?address\b",
    r"(?:won't|wont|will not|not gonna|never) (?:(?:leave|walk out|get home)\b(?: \w+){0,4} (?:alive|in one piece)|make it (?:out|home)\b(?! (?:for|in time|before|by|until|to (?:see|my)))|live to\b|see (?:tomorrow|christmas|the weekend|(?:another|the next) (?:day|morning|sunrise|christmas|birthday))\b|be walking\b)",
    r"(?:deserves?|needs?|ought|should|asking) (?:to )?(?:a bullet|be (?:shot|hanged|hung|stabbed|killed|put down|burned|burnt|lynched)|get (?:shot|stabbed)|hang\b(?! (?:its|their|your|his|her) heads?)|die\b)",
    r"(?:les|le|lo|la|te|los) (?:prendo|prender[eé]|rajo|rajar[eé]|corto|reviento)\b",
    r"burn (?:it|this place|that place|the (?:place|building|whole|hospital|clinic|store|office|bank)|your (?:place|building|office|house|store|clinic|hospital)|them all|you all) ?(?:\w+ )?(?:down|to the ground|$|[.!,])",
    r"(?:i'?m|im|i am|we'?re) coming for (?:you|him|her|them|that|the)\b", r"(?:eye for an eye|life for a life)\b",
    r"(?:voy a|vamos a|les voy a|lo voy a|la voy a|los voy a|te voy a|alguien va a) (?:\w+ )?(?:matar|quemar|prender|disparar|apuñalar|golpear|reventar|incendiar|romper\w*|acabar con|hacer(?:te|les|le|lo|la)? pagar|balear|volar)\w*",
    r"(?:los|lo|la|te|les|le) (?:mato|quemo|reviento|voy a matar|disparo|rompo la)\b",
    r"(?:tengo|traigo|llevo|compr[eé]|voy con|con|tiene|trae|saca|sac[oó]) (?:\w+ ){0,2}(?:pistola|escopeta|cuchillo|machete|navaja|gasolina|bomba|arma|rifle)\b",
    r"(?:hay|puse|pusieron|puesto|plant[eé]|voy a poner|pondr[eé]) una bomba\b",
    r"s[eé] (?:d[oó]nde|en qu[eé]|a qu[eé] hora) [^.!?]{0,30}(?:vive[ns]?|vives|estaciona|trabaja|sale|hijos|escuela|casa)",
    r"amenaz(?:a|ando) con (?:un|una|matar|disparar)\b", r"cu[ií]d(?:ate|ense|ese)\b(?= .{0,40}(?:pag|mat|s[eé] d))",
)  # fmt: skip
_SAME_PART = 200  # characters before and behind an accusation
_MOST_WRONGS = 6  # that are looked at in a text
PATTERNS: dict[str, dict[str, Slot]] = {
    "self_harm": {"direct": _DIRECT, "other": _OTHER_SELF},
    "threat": {"said": _THREAT},
    "abuser_on_shift": {"wrong": WRONG},
}
"""Rule -> slot -> patterns any of which must match for it to fire."""


def played(folded: str) -> bool:
    """News, adverts, films, drills and jokes speak of danger without being in it."""
    if UNREAL.search(folded) or ADVERT.search(folded):
        return True
    return bool(NEWS.search(folded)) and not FIRSTHAND.search(folded)


def over(text: str, *, lately: bool = True) -> bool:
    """Whether it tells of what was, and of nothing that is today; of last night as well, if that is `lately`."""
    if OLDER.search(text):
        return not IMMINENT.search(text)
    past = PAST.search(text) or (lately and LATELY.search(text))
    return bool(past) and not TODAY.search(text)


def joked(text: str) -> bool:
    """A figure of speech or a laugh, and nothing that says it is meant."""
    return bool(FIGURE.search(text) or MOCKING.search(text)) and not EARNEST.search(text)


def self_harm(sight: Sight) -> Reason | None:
    """Somebody writes of ending their own life, or of somebody who is about to, outside news, campaigns and recovery."""
    heard, folded = sight.heard, sight.whole
    said = _DIRECT.search(sight.near, heard.get("direct", ())) or _OTHER_SELF.search(
        sight.near, heard.get("other", ())
    )
    if not said or joked(folded) or played(folded) or over(folded, lately=False):
        return None
    if HEALED.search(folded) or NOT_SELF.search(folded):
        return None
    return SELF_HARM._replace(evidence=(quoted(said),))


def threat(sight: Sight) -> Reason | None:
    """Somebody threatens people or a place, or is armed there, outside news, drills and play."""
    folded = sight.whole
    said = _THREAT.search(sight.near, sight.heard["said"])
    if not said or joked(folded) or played(folded) or NOT_THREAT.search(folded):
        return None
    if over(folded) and not NOW.search(folded):
        return None
    return THREAT._replace(evidence=(quoted(said),))


def abuser_on_shift(sight: Sight) -> Reason | None:
    """Somebody is accused of abuse, theft or being drunk, and said to be still at work in the same part of the text."""
    for wrong, text in _accusations(sight):
        there = STILL_AT_WORK.search(text)
        if there is None or NO_WRONG.search(text) or ENDED.search(text):
            continue
        someone = any(found.group() != "they" for found in PERSON.finditer(f"{wrong} {text}"))
        if someone and not joked(text):
            evidence = (wrong, quoted(there).replace(SIGN, wrong))
            return None if played(sight.whole) else ABUSER._replace(evidence=evidence)
    return None


def _accusations(sight: Sight) -> Iterator[tuple[str, str]]:
    """What somebody is accused of, and the text around it with SIGN in its place."""
    whole = sight.whole.replace(SIGN, " ")
    for phrase in WRONG.some(sight.near, sight.heard["wrong"], _MOST_WRONGS):
        for match in islice(re.finditer(rf"(?<!\w){re.escape(phrase)}", whole), _MOST_WRONGS):
            before = whole[max(0, match.start() - _SAME_PART) : match.start()]
            yield quoted(match), f"{before}{SIGN}{whole[match.end() : match.end() + _SAME_PART]}"


NowRule = Callable[[Sight], Reason | None]
NOW_RULES: tuple[NowRule, ...] = (self_harm, threat, abuser_on_shift)


@cache
def now_gate() -> Gate:
    """Tells which of the rules a text could make fire."""
    return shipped_gate()


def now_reasons(folded: str) -> tuple[Reason, ...]:
    """The level-3 rules that fire on a folded text by their patterns."""
    sights = now_gate().sights(folded)
    if not sights:
        return ()
    seen = [(rule, sights[rule.__name__]) for rule in NOW_RULES if rule.__name__ in sights]
    return tuple([reason for rule, sight in seen if (reason := rule(sight)) is not None])
