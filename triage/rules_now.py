"""Level 3: the rules that page a person. Each combines slots (who, what, when) and is taken back by news, past and play.

They are asked of every mention about us, complaint or not; a rule's docstring is its line in the docs.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, combinations, islice

from triage.circumstances import SIGN
from triage.cues import MOST_EVIDENCE
from triage.gate import SHORT, Gate, Heard, Keys, Sight, shipped_gate
from triage.model import Reason
from triage.slots import (
    ENDED,
    FIGURE,
    GAP,
    HEALED,
    LATELY,
    MOCKING,
    NEWS,
    NO_DANGER,
    NOT_SELF,
    NOT_THREAT,
    NOW,
    OLDER,
    PAST,
    PERSON,
    PRESENT,
    RECOVERED,
    TODAY,
    TOLD,
    UNREAL,
    WIDE,
    Slot,
    quoted,
)
from triage.wrongs import NO_WRONG, STILL_AT_WORK, WRONG

SELF_HARM = Reason("self_harm", "Somebody may be about to harm themselves", 0.0)
THREAT = Reason("threat", "Somebody threatens others", 0.0)
EMERGENCY = Reason("emergency_now", "An emergency seems to be happening now", 0.8)
ABUSER = Reason("abuser_on_shift", "Somebody accused of a serious wrong seems to be still at work", 4.0)

# ---- self-harm

_SELF = r"(?:my ?self|me ?self)"
_DIRECT = Slot(
    r"(?:tonight|today|this) is my last (?:night|day|post|message|one)\b(?! (?:as|at|of|on|in|with|shift|working|here))", r"(?:see|have|got|find) (?:a|any|no|the) (?:reason|point) (?:to|in) (?:wak(?:e|ing) up|liv(?:e|ing)|go(?:ing)? on|be here|being here)\b",
    rf"(?:kill|killing|hang|hanging|drown|drowning|shoot|shooting|unalive|unaliving|harm|harming|hurt|hurting|cut|cutting|starve|off|end|top|throw|starving) {_SELF}\b",
    r"kms\b", rf"do(?:ing)? {_SELF} in\b", r"(?:end|ending|take|taking|finish) my (?:own |miserable |stupid )?life\b", r"(?:end|ending|finish|finishing) it (?:all|tonight|now|today|here|tomorrow|for good|myself)\b",
    r"(?:gonna|going to|want to|wanna|about to|ready to|time to|plan to|have to|decided to|imma|need to) (?:just )?(?:end (?:it|things|everything)\b(?! with| up| by)|die\b|be dead\b|disappear forever|not wake up|jump (?:off|from|in front)|step off|od\b|overdose\b|swallow (?:the|all|them|every))",
    r"(?:wish|wishing|hope|rather|better if) (?:i|to|that i|be|i'd) ?(?:was|were|had|could|would|'d|just|never|don't|be|wouldn't)? ?(?:be )?(?:dead|die|died|been born|wake up|not wake up|gone)\b", r"rather be dead\b", r"be better off dead\b",
    rf"(?:i'?m|i am|feel|feeling|i'?ve been|been|me){GAP}\bsuicidal\b", r"(?:thinking (?:of|about)|think about|want to|could just|might just|ready to) (?:just )?(?:walk(?:ing)?|step(?:ping)?|jump(?:ing)?|driv(?:e|ing)|swim(?:ming)?|run(?:ning)?) (?:out |straight )?(?:in|into|off|in front of|under)(?:to)? (?:the|a|that) (?:river|sea|lake|canal|traffic|train|tracks|road|bridge|platform|truck|lorry|bus|tree|wall|motorway|ocean|water|roof)", r"(?:going to|gonna|i'll|i will) (?:just )?(?:walk|step|jump|drive|swim) (?:out |straight )?(?:into|in front of) (?:the|a|that) (?:river|sea|lake|canal|traffic|train|motorway|ocean|water)\b", r"\b(?:my|commit(?:ting)?|about|considering|attempt(?:ing)?|think(?:ing)? of) suicide\b", r"(?:my )?suicide note\b",
    r"(?:do not|don't|dont|didn't|no longer|can't|cant|never|not) (?:want|wanting|wanna|wish|deserve|care)(?: to)? (?:be alive|live|exist|wake up|be on this earth|keep living|go on living|see tomorrow|survive)\b", r"(?:nothing|no reason|no point|no will) (?:left )?(?:to live|in living|to keep living|to stay alive|to be alive|to go on|in going on|to carry on)\b",
    r"(?:better off|be better|easier|happier|world is better|would be better) without me\b", r"(?:there )?(?:won'?t|will not|wont) be a tomorrow for me\b", r"last (?:day|night|time|sunset|sunrise|post|tweet|message) (?:on earth|alive|of my life|i'?ll ever|from me|you'?ll)", r"(?:took|taken|swallowed|taking|downed) (?:all|the whole|a whole|every|too many|\d+|an entire|the entire|enough|my whole)(?: \w+){0,4} (?:pills?|tablets?|bottle|box|pack|meds|insulin|paracetamol|tylenol|sleeping)",
    r"(?:pills?|tablets?|rope|noose|razor|blade|gun|insulin)(?: \w+){0,3} (?:lined up|(?<!be )(?<!are )(?<!were )ready|counted|in front of me|in my (?:hand|lap)|waiting for me|next to me|beside me|saved up)", r"(?:lined up|counted out|saved up|hoarding|stockpil\w+|staring at|looking at|emptied) (?:all )?(?:my |the |these |enough |a )?(?:bottle of )?(?:pills|tablets|meds|medication|sleeping pills|paracetamol|insulin|bottle)\b",
    r"(?:i'?m|i am|im|standing|sitting|sat|up|here) (?:standing |sitting |sat |up |out |alone )?(?:on|at|by|off) the (?:edge|ledge|railing|wrong side of|top of the|roof|rooftop|bridge|tracks|platform|parapet)\b", r"not coming (?:down|back) (?:by|the|from|alive|home|up)", r"won'?t be (?:here|around|alive)(?: \w+){0,2} (?:tomorrow|next week|by morning|in the morning|much longer|for long|any ?more|when you|to see|for christmas)\b", r"(?:won'?t|wont|will not) be a (?:burden|problem|bother)\b", r"(?:by the time|when|if) (?:you|anyone|someone|they|u|hr|the \w+)(?: \w+)? (?:read|reads|see|sees|find|finds) (?:this|me)\b.{0,40}\b(?:gone|dead|too late|be over)\b", r"whoever finds (?:this|me)\b",
    r"quitarme la vida\b", r"me (?:quito|voy a quitar) la vida\b", r"(?:matarme|suicidarme|ahorcarme|cortarme las venas|colgarme)\b", r"me (?:voy a|quiero) (?:matar|suicidar|tirar|aventar|colgar|ahorcar|morir)\b(?! de)", r"quiero (?:morir(?:me)?|desaparecer|dejar de (?:vivir|existir)|estar muert[oa])\b(?! de)", r"no (?:quiero|deseo) (?:seguir )?(?:vivir|viviendo|existir|despertar)\w*", r"(?:acabar|terminar) con (?:mi vida|todo|esto para siempre)\b", r"(?:mejor|estar[ií]an mejor) sin m[ií]\b", r"ya no (?:quiero|puedo) (?:vivir|seguir viviendo|m[aá]s con (?:la|mi|esta) vida)\b", r"(?:pastillas|frasco|soga|cuchilla|navaja)(?: \w+){0,3} (?:en la mano|list[oa]s?|enfrente|delante|a mi lado|preparad[oa]s?)", r"(?:tom[eé]|tragu[eé]) (?:todas|un frasco|muchas|el frasco)\b", r"(?:no )?(?:voy a|quiero) (?:despertar|estar aqu[ií]) mañana\b", r"no hay (?:raz[oó]n|motivo)s? para (?:vivir|seguir)\b", r"nada por (?:que|qu[eé]|lo que) vivir\b",
)  # fmt: skip
# Hints, by kind: two kinds in one text of somebody who says "I" are enough.
_HINTS = (
    Slot(  # no way on
        r"burden\b", r"(?:nobody|no one|noone|no-one|who)(?:'d| would)?(?: even| ever)? (?:miss|notice|care|cares)\b", r"(?:tired|sick) of (?:living|being alive|life|existing|fighting|waking|everything|it all)\b", r"done with (?:life|living|it all|everything|this world|being here)\b",
        r"(?:can't|cant|cannot|can not) (?:go on|do (?:this|it|life)|carry on|take (?:it|this|much more)|cope|keep (?:going|doing)|live|face|bear|fight|stay)\b", r"(?:don't|dont|do not|didn't) (?:want|wanna)(?: to)? (?:be here|do this|go on|be (?:around|anywhere))\b", r"no way out\b(?! of (?:your|the|this|that|my))", r"only way (?:out|left)\b", r"no (?:point|hope|future)\b", r"nothing left\b", r"giv(?:e|ing|en) up\b",
        r"had enough of (?:life|living|everything)\b", r"(?:lost|losing) (?:everything|the will|all hope|my (?:job|wife|husband|home|house|kids|mum|mom|dad|son|daughter|family|mind|baby|boy|girl|best friend|will|flat|licence|business))\b", r"what'?s the point\b", r"(?:wouldn't|won't) have to (?:feel|deal|suffer)\b", r"(?:pain|it|everything|noise) (?:to )?(?:stop|end)\b", r"if i (?:just )?(?:stopped|disappeared|vanished|wasn'?t here|weren'?t here|was gone)\b", r"this world\b", r"(?:want|need|make|wish) (?:it|this|everything|them|the pain) (?:all )?(?:to )?(?:stop|end|be over)\b", r"i want out\b", r"too late (?:for me|now)\b", r"(?:none of (?:this|it)|nothing) (?:will )?matters?\b", r"(?:voices|they) (?:are )?tell(?:ing)? me to\b", r"no reason to (?:stay|be here|wake)\b", r"worthless\b", r"hate (?:myself|being alive|my life)\b", r"not strong enough\b", r"(?:i )?have a plan\b", r"not (?:gonna|going to) be around\b",
        r"ya no (?:puedo|aguanto|doy|quiero)\b", r"soy una carga\b", r"nadie me va a extrañar\b", r"no (?:tengo|hay|veo) (?:salida|esperanza|futuro)\b", r"cansad[oa] de (?:vivir|todo|la vida)\b", r"no quiero estar aqu[ií]\b", r"no vale la pena\b", r"no (?:tengo|me quedan) (?:m[aá]s )?fuerzas\b", r"no puedo (?:m[aá]s|seguir)\b", r"no aguanto m[aá]s\b",
    ),
    Slot(  # leave-taking
        r"good ?byes?\b", r"farewell\b", r"forgive me\b", r"sorry (?:mum|mom|dad|mama|mami|everyone|everybody|all|kids|guys|to my|my love)\b", r"(?:tell|told|telling) (?:my|the|her|him|them|our)[^.!?]{0,30} (?:i love|i'm sorry|im sorry|sorry|i loved|i tried|it wasn)", r"(?:look after|take care of|feed|fed|find a home for|rehome\w*) (?:my|the) (?:kids|dogs?|cats?|children|son|daughter|mum|mom|family|girls|boys|baby)\b", r"(?:wrote|written|writing|left|leaving) (?:\w+ )?(?:letters?|a note|notes|my note)\b", r"(?:gave|given|giving) (?:away )?my (?:\w+ )?(?:away|things|stuff|dog|cat)\b", r"my funeral\b", r"(?:isn'?t|wasn'?t|not|nobody'?s|no one'?s) (?:your|anyone'?s|anybody'?s|their|her|his|my mum'?s|my mom'?s) fault\b", r"it wasn'?t (?:about|because of) (?:you|them|him|her)\b", r"did (?:your|their|all you|all they|what you) (?:best|could|can)\b", r"(?:don't|dont|do not|please don'?t) (?:feel bad|blame (?:yoursel\w+|anyone|them)|be sad|cry|come looking|look for me|save me|try to)\b", r"when you hear\b", r"thank you for trying\b", r"love you (?:all|guys|mum|mom|both)\b", r"thanks? (?:you )?for everything\b", r"tell them i tried\b", r"(?:cancel|cancelling|won'?t (?:be )?need(?:ing)?) (?:my|the|any|that|another) (?:\w+ )?(?:appointment|slot|refill|prescription|follow)", r"don'?t (?:bother|worry about) (?:calling|ringing|phoning|sending|me)\b", r"don'?t revive me\b", r"other side\b", r"no one will find me\b",
        r"ad[ií]os (?:a todos|mundo|mam[aá]|hijos|familia)\b", r"despedida\b", r"despedirme\b", r"perd[oó]n(?:enme|ame|adme)?\b", r"cuid(?:en|ad|a|e) (?:a|de) mis?\b", r"los quiero mucho\b", r"d[ií]gale\w* a mi", r"d[ií]ganle a mi", r"la carta\b",
    ),
    Slot(  # the end is set
        r"(?:won't|wont|not|don't think i'?ll|never|might not) (?:be here|be around|see|make it to|reach) (?:to |the |till |until |through )?(?:morning|tomorrow|christmas|next|weekend|my|night|sunrise|day)", r"see the morning\b", r"by (?:the )?(?:morning|time you|tomorrow|tonight|then)\b", r"last thing i'?ll\b", r"last (?:post|message|tweet|night|goodbye|time)\b", r"after tonight\b", r"tonight'?s the night\b", r"this is it\b", r"(?:it'?ll|it will|will|would|to) (?:all )?be over\b", r"(?:won't|wont|will not) be (?:anyone'?s|your|my|their|a) (?:problem|burden|bother)\b", r"(?:picked|chosen|set|got) (?:the|a|my) (?:day|date|time|spot|place)\b", r"(?:i'?ve|i have|ive) (?:decided|made (?:up my mind|my decision|my peace|the decision)|got a plan|planned it)\b", r"when i'?m gone\b", r"after i'?m gone\b", r"one last time\b", r"for the last time\b", r"no more (?:me|pain|tomorrow|tomorrows|mornings)\b", r"not coming (?:back|home|down)\b", r"(?:feel|feeling|i'?m|am|im|so|honestly) (?:\w+ )?(?:calm|at peace|peaceful)\b", r"at peace\b", r"ready to (?:go|be done|leave|stop)\b", r"join (?:my|him|her|them)\b", r"much longer\b", r"final\b", r"after today\b", r"going to sleep and\b", r"sleep forever\b", r"(?:never|not|dont|don\'t|won\'t) wake\b", r"sun comes up\b", r"(?:mañana|pronto) ya no\b", r"be (?:free|with (?:him|her|them|mum|mom|dad|my))\b",
        r"se acab[aó] todo\b", r"(?:esta|hoy en la) noche\b", r"(?:no|ni) (?:voy a )?(?:llegar|llego|amanecer|ver) (?:a )?(?:al? )?(?:mañana|amanecer|navidad)", r"ya (?:lo )?decid[ií]\b", r"[uú]ltimo (?:mensaje|d[ií]a|post|tuit)\b", r"estoy en paz\b",
    ),
    Slot(  # the means, the place
        r"bridge\b", r"roof(?:top)?\b", r"ledge\b", r"(?:train |railway |on the )tracks\b", r"platform\b", r"cliff\b", r"overpass\b", r"balcony\b", r"top (?:floor|level|deck)\b", r"multi.?stor(?:e)?y\b", r"pills?\b", r"tablets\b", r"(?:the|a|this) bottle\b", r"razor\w*", r"blade\b", r"rope\b", r"noose\b", r"insulin\b", r"(?:a|my|the|dad'?s) (?:gun|shotgun)\b", r"pistol\b", r"jump\b", r"step off\b", r"(?:the|in front of a) train\b", r"the (?:river|canal|lake|sea|motorway|tracks)\b",  r"water looks\b", r"stopped arguing with myself\b", r"(?:does|would|will) it hurt\b", r"(?:go|going) to sleep and\b", r"everything i need\b", r"(?:lined|laid) (?:it|them|everything|everything's|all)(?: all)? (?:up|out)\b", r"(?:quick|easy|so easy|so quick) from (?:up )?here\b", r"keep (?:looking|staring) at\b", r"\bcut (?:again|deep|deeper|myself)\b", r"deeper\b", r"looked it up\b", r"would be enough\b", r"(?:i'?ve|i|have) (?:just )?(?:taken|took|drank|drunk|swallowed) (?:something|them|it all|all of|bleach|the lot|enough)\b", r"bleach\b", r"wrists\b", r"exhaust\b", r"(?:car|drive|driving) (?:it )?(?:into|off) (?:a|the|that)\b", r"the edge\b", r"belt\b", r"enough (?:tablets|pills|insulin|meds)\b", r"the water looks\b", r"stockpil\w+",
        r"puente\b", r"azotea\b", r"pastillas\b", r"frasco\b", r"v[ií]as del tren\b", r"tirarme\b", r"soga\b", r"cuchilla\b",
    ),
    Slot(  # not safe alone
        r"(?:don't|dont|can't|cant|do not|not) trust my ?self\b", r"(?:isn'?t|wasn'?t|wasnt|not|ain'?t) safe (?:with myself|alone|at home|to be alone|on my own|from myself)\b", r"keep myself safe\b", r"safe with myself\b", r"hurting myself\b", r"dark thoughts\b", r"thoughts are (?:back|getting)\b", r"kind of hoping\b", r"intrusive thoughts\b", r"scared of myself\b",
    ),
)  # fmt: skip
_OTHER_SELF = Slot(
    r"(?:brother|sister|son|daughter|friend|husband|wife|mum|mom|dad|partner|boyfriend|girlfriend|flatmate|roommate|cousin|he|she|patient)\b[^.!?]{0,60}\b(?:has (?:a|got a)|he'?s got a|she'?s got a|(?:bathroom|toilets?|bedroom|upstairs|alone|room|roof|there)[^.!?]{0,20} with a|(?:took|swallowed) (?:all|too many|the whole|a whole|every|an)|hidden|hiding)[^.!?]{0,20}\b(?:blade|razor|rope|pills|tablets|knife|noose|ligature|overdose)\b",
    r"(?:wants?|threaten(?:s|ing)|trying|tries|going|about|says|saying|talking about|plans|keeps) (?:to |about |he'?s going to |she'?s going to |that (?:he|she) (?:will|wants to) |(?:he|she)'?ll )?(?:kill|hurt|harm|end|hang|cut|cutting|killing|hurting|harming) (?:him|her|them)sel(?:f|ves)\b", rf"(?:my|our|a|he|she|he'?s|she'?s|is)\b{GAP}\b(?:is|are|feels|says (?:he|she)'s|he'?s|she'?s) (?:\w+ )?suicidal\b", r"(?:is|he'?s|she'?s|someone|somebody|man|woman|girl|boy|guy|patient)[^.!?]{0,30} (?:on the (?:ledge|roof|edge|railing)|about to jump|going to jump|threatening to jump|gonna jump)\b",
    r"(?:brother|sister|son|daughter|friend|husband|wife|mum|mom|dad|partner|boyfriend|girlfriend|kid|child|teen\w*|cousin|he|she|patient)(?: \w+){0,3} (?:wants? to die|doesn'?t want to (?:live|be alive|be here))\b",
    r"(?<!me )(?:se quiere|quiere|va a|amenaza con) (?:matarse|suicidarse|quitarse la vida|tirarse|matar\b)", r"se va a (?:tirar|matar|aventar)\b",
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
    rf"(?:he|she|they|ex|husband|wife|neighbou?r|patient|guy|man|bloke|fella|lad|somebody|someone|brother|son|uncle|cousin|saying|swears|swearing|says|said)(?:'s|s)?\b{GAP}(?:'ll|will|'d|planning to|plans to|plan to|going to|gonna|wants to|threaten(?:s|ed|ing) to|about to) {_HARM}\b{WIDE}\b(?:me|us|the|you|staff|people|everyone|everybody|him|her|them|somebody|someone|himself and)\b", r"i(?:'ll| will) find (?:you|him|her|them|the \w+|who(?:ever)?)\b[^.!?]{0,60}\b(?:break|kill|hurt|end|make|burn|smash)\b", r"(?:swinging|brandishing|wielding|lashing out with|waving) (?:a|an|the|his|her) (?:\w+ ){1,2}(?:at|and (?:tell|threaten|shout|scream|yell)\w*)\b", r"(?:i'?m|i am|he'?s|he is|she'?s|she is|they'?re|are|and) armed\b(?! (?:forces|with (?:info|know|quest|a list|paper|the fact)))", r"(?:people|someone|somebody|you|staff|nurses|they) (?:will|are going to|is going to|gonna) (?:all )?(?:get|be) (?:shot|stabbed|killed|blown|burnt|burned)\b", r"(?:you|he|she|(?:all|every one|each) of (?:you|them)[^.!?]{0,25}|everyone there)(?:'s|'re| is| are|'ll be| will be| going to be| gonna be) (?:all )?dead (?:before|when|if|meat|man|the (?:next|minute|moment|second)|tonight|tomorrow|as soon)\b", r"(?:you(?:'re| are|'ll be| will be)(?: all)?|(?:all|every one|each) of (?:you|them)[^.!?]{0,25} (?:are|is)|tell [^.!?]{0,60}\b(?:he|she|they)(?:'s|'re| is| are)) dead\b(?! (?:to me|right|wrong|on|tired|set|certain|slow|inside|weight))", r"i'?m (?:killing|shooting|stabbing|gutting|ending) (?:him|her|them|you)\b", r"(?:or|will|gonna|going to) (?:all )?get shot\b(?! of)", r"(?:is|are) (?:a )?dead (?:man|woman|men|meat)\b(?!'s| switch)", r"(?:walk|walking|come|coming|go|going|turn up|be there|show up|back)\b[^.!?]{0,30} armed\b(?! with (?!an? |the |my |his |her |guns|knives))", r"(?:you|he|she|they)(?:'ll| will) be found (?:dead|in a (?:ditch|river|skip|bin|bag))\b", r"needs? (?:blowing up|burning down|shooting|stabbing|bombing)\b", r"(?:off|gone) to (?:stab|kill|shoot|murder|burn|attack|beat)\b", r"(?:driv(?:e|ing)|ram(?:ming)?|crash(?:ing)?) (?:my|a|the|this) (?:\w+ )?(?:car|truck|van|lorry|digger) (?:through|thru|into) (?:your|the)\b", r"tooled up\b", r"hope it (?:blows|explodes|goes off|blew)\b", r"(?:next|first) (?:\w+ ){0,12}(?:gets?|get|getting|leaves?|leaving|goes home|ends? up) (?:stabbed|shot|a bullet|a beating|(?:home )?in (?:an ambulance|a box|a (?:body )?bag|a coffin|hospital|pieces))\b", r"(?:on (?:his|her|their) way|coming|heading|driving|gone|going|walking) (?:\w+ ){0,8}to '?(?:kill (?!(?:him|her|my|them)sel)\w|sort (?:me|him|her|them|you) out|finish (?:me|him|her|them|it)\b|hurt (?:me|him|her|them|you|somebody|someone|people|staff)|deal with (?:me|him|her|them)|teach (?:me|him|her|them)|drag (?:me|her|him))\b", r"if (?:you|they|he|she) (?:ever )?wants? to (?:see (?:your|their|his|her) (?:kids|children|family|wife|husband|mum|home)|live\b(?! (?:near|in|here|close|at|with|on))|keep breathing|stay alive)\b", r"slash(?:es|ing)? (?:the|his|her|your|a|someone|somebody|their) (?:\w+ )?(?:throat|face|neck|wrists?)\b", r"white powder\b", r"(?:shoot|shooting|stab|stabbing|kill|killing|burn|burning) (?:every(?:one|body)|them all|all of (?:you|them)|the (?:whole )?(?:staff|ward|crew|nurses|doctors))\b", r"fired (?:\w+ )?shots\b", r"(?:burning|blowing|shooting|smashing|torching) (?:\w+ ){1,5}(?:down|up) (?:ton\w+|today|tomorrow|now|this|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)", r"(?:needs?|wants?|deserves?|gets?|getting) (?:his|her|their|your) (?:\w+ )?(?:throat|neck|teeth|legs?|kneecaps?|fingers|face|head|house)s? (?:cut|cutting|broken|breaking|smashed|smashing|slit|slitting|caved|kicked|burn\w+)\b", r"(?:someone|somebody|man|guy|he)(?:'s| is) shooting\b(?! (?:a|the|for|up a|video|pictures))",
    rf"{_INTENT}\b{WIDE}\b{_HARM}\b(?! (?:it at|(?:the|this|my) (?:game|exam|interview|test)|some time|myself))", rf"(?:i'?m|im|i am|i'?ll be|will be|we'?re|coming|come|back|be there|show up|turn up|walk in|see you){GAP} (?:with|bringing|and bringing|w) (?:\w+ ){{0,2}}{_WEAPON}\b", rf"(?:i|i'?ve|i have|i'?m|im|he|she|guy|man|dude|someone|somebody|they|husband|patient|customer|passenger|woman|kid|driver|tipo|there'?s) (?:\w+ ){{0,5}}?(?:bought|got|has|have|had|brought|bring|bringing|carrying|holding|waving|swinging|pulled|pulling|packing|loaded|load|loading|grabbed|pointing|pointed|armed with|with|keeps?|sharpen\w*) (?:\w+ ){{0,3}}{_WEAPON}\b(?! (?:set|block|skills|sharpener|shop|show|show|control|safety|rack|wounds?|violence))",
    rf"(?:waving|brandishing|swinging|pointing|wielding|pulled out|pulls out|holding up|threatening[^.!?]{{0,20}} with|armed with|came in with|walked in with|comes in with) (?:\w+ ){{0,3}}{_WEAPON}\b", r"suspicious (?:package|bag|device|parcel|box)\b", r"(?:bag|package|device|box|present|parcel|backpack|suitcase|van)\b[^.!?]{0,60}\b(?:timer|ticking|wires|(?<!going to )explode|explosives?|go off|goes off)\b", r"(?:left|put|planted|placed|hidden) (?:something|a \w+|one)[^.!?]{0,60}\b(?:will|'ll|gonna|going to|set to|timed to|about to) (?:go off|explode|detonat\w+)", r"shots (?:just |were |are )?(?:fired|being)\b", r"(?:active|a) shooter\b", r"shooter (?:in|at|on|is)\b", r"(?:hear|hearing|heard) (?:gun)?shots\b", r"gunshots\b", r"gunman\b", r"(?:there'?s|there is|planted|left|put|placed|is) a bomb\b(?! (?:site|soup))", r"bomb (?:threat|in|at|under|goes off|will|on|inside)\b(?! (?:drill))", r"hostages?\b",
    r"(?:watch|watching) (?:your|his|her|their) back", r"sleep with one eye\b", r"(?:you|you people|you all|they|he|she|ya'?ll|y'all|all of you|that (?:doctor|nurse|man|woman|guy)|dr\.? ?\w+|the (?:doctor|surgeon|manager|driver|nurse)|someone|somebody|people|everyone)(?:'ll| will| is going to| are going to|'re going to| is gonna| are gonna|'re gonna| gonna|'s going to|'s gonna|s gonna|s going to) (?:\w+ ){0,3}(?:pay(?: for (?:this|what|it|that|my)(?! (?:mistake|error|bill|visit|stay|treatment|repair|damage|flight|order|one|service|call|medicine|prescription)s?\b)|\b(?= with| in blood))|bleed\b|burn\b|die\b|be sorry|get hurt|regret (?:this|it|that|what|being|the day|ever)|get what(?:'s| is|s)? (?:coming|they|you|he|she)|find out what|wish (?:you|he|she|they)|not (?:make it|walk|leave|see|come|go)|suffer|get (?:a visit|shot|stabbed|beaten|jumped))",
    r"i (?:also )?know (?:where|what (?:car|time|shift)|which (?:car|house)|when|the car) (?:dr\. )?[^.!?]{0,30}(?:live|lives|park|parks|sleep|sleeps|kids|kid|school|home|house|drive|drives|leave|leaves|finish|finishes|shift|walk|walks|family|jog|goes|go|gets off|car)", r"(?:got|have|found|know) (?:his|her|your|their|the (?:doctor|nurse|manager)'?s?|dr\.? \w+'?s?) (?:home )?address\b", r"(?:wait|waiting|be waiting) (?:for|outside) (?:him|her|you|them|that|the|dr\w*)?[^.!?]{0,30}(?:outside|parking lot|car park|after (?:his|her|your|their|work|shift)|when (?:he|she|you|they) (?:leave|finish|come|get|clock))", r"(?:see|meet|catch|find) (?:you|him|her|them) (?:in the (?:parking|car park)|after (?:work|your|his|her)|outside|at (?:home|your|his|her))", r"(?:won't|wont|will not|not gonna|never) (?:(?:leave|walk out|get home)\b(?: \w+){0,4} (?:alive|in one piece)|make it (?:out|home)\b(?! (?:for|in time|before|by|until|to (?:see|my)))|live to\b|see (?:tomorrow|christmas|the weekend|(?:another|the next) (?:day|morning|sunrise|christmas|birthday))\b|be walking\b)", r"there will be blood\b(?! test| work)", r"(?:days|hours) are numbered\b", r"dead (?:man|woman|men|nurse|doctor) walking\b", r"(?:he|she|you|they|you'?re|he'?s|she'?s|they'?re) (?:is |are )?dead(?: meat|$|[.!])(?<!is dead.)", r"you'?ve been warned\b", r"consider (?:this|yourself|yourselves) (?:a |your |fair )?warn",
    r"(?:deserves?|needs?|ought|should|asking) (?:to )?(?:a bullet|be (?:shot|hanged|hung|stabbed|killed|put down|burned|burnt|lynched)|get (?:shot|stabbed)|hang\b(?! (?:its|their|your|his|her) heads?)|die\b)", r"slit (?:\w+ )?(?:your|his|her|their|that|some|a few|every)\b", r"(?:deserves?|gonna|going) to walk out alive\b", r"(?:les|le|lo|la|te|los) (?:prendo|prender[eé]|rajo|rajar[eé]|corto|reviento)\b", r"burn (?:it|this place|that place|the (?:place|building|whole|hospital|clinic|store|office|bank)|your (?:place|building|office|house|store|clinic|hospital)|them all|you all) ?(?:\w+ )?(?:down|to the ground|$|[.!,])", r"shoot up (?:the|this|that|your)\b", r"blow (?:up (?:the|this|that|your)(?! (?:phones?|inbox|mentions|dms|line|twitter|feed|emails?)\b)|(?:the|this|that|your) (?:place|building|whole|hospital|clinic|store|office)[^.!?]{0,20}(?:up|sky high|to))", r"kill (?:you|him|her|them|every|all of|that (?:doctor|nurse|driver|man|woman)|the (?:doctor|nurse|driver|manager|whole))\b", r"on my (?:kill|hit) list\b", r"(?:i'?m|im|i am|we'?re) coming for (?:you|him|her|them|that|the)\b", r"(?:you'?re|he'?s|she'?s|they'?re) next\b(?! (?:in|on|to|week|door|up))", r"(?:put|send) (?:you|him|her|them) (?:all )?in (?:the ground|a (?:box|coffin|grave|wheelchair|hole|body bag)|hospital)\b", r"body ?bags?\b", r"coffins?\b", r"(?:eye for an eye|life for a life)\b", r"(?:take|taking) (?:one of yours|a life|people|as many|some of you|them all)\b", r"go(?:ing)? (?:postal|out with a bang)\b", r"(?:i'?ll|i will|you'?ll|we'?ll|gonna) (?:all )?(?:be on|make) the (?:news|headlines)\b", r"(?:drive|driving|ram|ramming|crash) (?:my|a|the|this) (?:truck|car|van|lorry|digger|pickup|suv|bus)[^.!?]{0,20}(?:through|into|at) (?:your|the|that)\b", r"answer for (?:this|what|it) with\b", r"(?:blood|death) (?:on|will be on) your hands\b(?= .{0,60}(?:gun|knife|come|tomorrow|tonight|wait))",
    r"(?:voy a|vamos a|les voy a|lo voy a|la voy a|los voy a|te voy a|alguien va a) (?:\w+ )?(?:matar|quemar|prender|disparar|apuñalar|golpear|reventar|incendiar|romper\w*|acabar con|hacer(?:te|les|le|lo|la)? pagar|balear|volar)\w*", r"(?:los|lo|la|te|les|le) (?:mato|quemo|reviento|voy a matar|disparo|rompo la)\b", r"(?:van|vas|va) a (?:pagar|morir|arrepentir\w*|lamentar\w*|pagarla|pagarlo)\b", r"(?:tengo|traigo|llevo|compr[eé]|voy con|con|tiene|trae|saca|sac[oó]) (?:\w+ ){0,2}(?:pistola|escopeta|cuchillo|machete|navaja|gasolina|bomba|arma|rifle)\b", r"(?:hay|puse|pusieron|puesto|plant[eé]|voy a poner|pondr[eé]) una bomba\b", r"s[eé] (?:d[oó]nde|en qu[eé]|a qu[eé] hora) [^.!?]{0,30}(?:vive[ns]?|vives|estaciona|trabaja|sale|hijos|escuela|casa)", r"(?:prender(?:le|les)?|echar(?:le|les)?|meter(?:le|les)?) fuego\b", r"amenaz(?:a|ando) con (?:un|una|matar|disparar)\b", r"tiroteo\b", r"disparos\b", r"hombre armado\b", r"cu[ií]d(?:ate|ense|ese)\b(?= .{0,40}(?:pag|mat|s[eé] d))",
)  # fmt: skip
# Hints of a threat, by kind: two kinds are enough.
_MENACE = (
    Slot(  # knows where somebody is
        r"parks? (?:on|in|at|by|his|her|the|there)\b", r"knows? (?:where|which (?:car|house|door|bay|shift|gate)|what (?:car|time (?:he|she|they|you)))\b", r"which (?:door|gate|exit|car|bay)\b", r"(?:leaves|finishes|clocks? off|clocks? out|gets off|walks (?:home|to)) (?:at|by|through|every|alone)\b", r"(?:same (?:bay|route)|every (?:morning|night))\b", r"(?:his|her|your|their) (?:kids|house|address)\b", r"know (?:his|her|your|their) (?:street|home|wife|husband|family)\b", r"i can see (?:you|him|her)\b(?! (?:as|being|why|how|that|doing)\b)", r"i'?m (?:outside|watching|already here|in the car park|in the parking)\b", r"a qu[eé] hora (?:sale|entra)", r"por qu[eé] puerta\b", r"d[oó]nde vive", r"sat outside\b", r"outside (?:my|our|the) (?:house|home|door)\b", r"sigue en el portal\b",
    ),
    Slot(  # an end is announced
        r"see you (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|soon|there|at)\b", r"you'?ll (?:all )?see\b", r"take something of (?:his|hers|yours|theirs)\b", r"fair'?s fair\b", r"(?:finished|done) with (?:letters|talking|asking|words|waiting|being)\b", r"bought what i need\b", r"nothing (?:left )?to lose\b", r"(?:he|she|they|you|somebody|someone|all)(?:'ll| will| has to| have to| must|'?s gonna|'?re gonna|'?s going to|'?re going to| is going to| are going to) pay\b(?! (?:for (?:the|my|your|our|a|it|parking)|the|a|my|me|us|by|with|in|attention|\W?\d))", r"say your prayers\b", r"walk out alive\b", r"tick.?tock\b", r"last chance\b", r"be ready\b", r"remember my name\b", r"(?:wear|get) (?:a|your) (?:vest|helmet)\b", r"next time (?:he|she|you|they|i)\b", r"(?:come|coming) (?:back|round|over|for|down there|in there)\b", r"tonight\b", r"tomorrow\b", r"screenshot\b", r"(?:posted|post) a (?:photo|pic|picture|video)\b", r"te vas a\b", r"ya ver[aá]n\b", r"nos vemos\b", r"como vuelva a\b", r"viene esta noche\b", r"a ver si as[ií]\b",
    ),
    Slot(  # with what
        r"(?:pistol|gun|rifle|shotgun|knife|machete|firearm|glock|weapons?|bomb|explosives?|timer)\b", r"(?:bottle|can|jug) of (?:petrol|gas|gasoline|acid)\b", r"brick\b", r"bat\b", r"(?:set|send|let|bring) the dogs?\b", r"my (?:gun|rifle|shotgun|knife|truck|boys|mates|brothers|cousins)\b", r"with (?:his|my|her|their) (?:mates|boys|friends|brothers|cousins|lads)\b", r"(?:do|break|smash|cut) (?:my|his|her|your|their) (?:windows|legs|face|tyres|tires|door|car|brakes|throat)", r"matches\b", r"blood\b", r"le rajo\b", r"quema\w* (?:la|el|mi|tu|su) (?:casa|coche|carro|local)\b", r"prend(?:o|er) fuego\b", r"something of (?:his|hers)\b", r"hurt\b", r"vest\b",
    ),
)  # fmt: skip

# ---- an emergency happening now

_DANGER = Slot(
    r"(?:son|daughter|child|toddler|mum|mom|dad|nan|gran|grandad|grandma|grandfather|grandmother|resident|boy|girl|baby|brother|sister|husband|wife|old|patient|uncle|auntie?)(?:'s|s| is| has)? (?:just |now |still )?(?:gone |went )?missing\b", r"(?:can't|cant|cnt|cannot|can not|not|ain'?t|isn't|isnt|hardly|barely|stopped|struggling to|trouble|unable to|difficulty|couldn't) (?:breath\w*|get (?:any )?air)\b", r"gasp(?:ing|s)\b", r"choking\b", r"suffocating\b", r"(?:turning|turned|going|gone|looks?|is|he'?s|she'?s|lips(?: are)?|face) (?:(?!not )\w+ )?(?:blue|gr[ea]y|purple|white as)\b", r"blue(?:-| )?lip\w*", r"lips (?:are |going |have gone )?(?:blue|purple)", r"unconscious\b", r"unresponsive\b", r"(?:not|ain'?t) (?:respondin\w*(?! to (?!voice|pain|treatment|touch|anything))|responsive|conscious|movin\w*|wakin\w*)(?:\b|')", r"isn'?t (?:responding|moving|waking|conscious)\b", r"(?:won't|wont|can't|cant|will not) (?:wake|respond|move)\b", r"pass(?:ed|ing|in) out\b", r"faint(?:ed|ing)\b", r"collaps(?:ed|ing|es)\b", r"no pulse\b", r"cardiac arrest\b", r"heart (?:attack|has stopped|stopped)\b", r"(?:a|another) stroke\b", r"chest (?:pains?|hurts|is (?:tight|crushing|killing|heavy|on fire)|feels (?:tight|heavy|crushed))\b", r"(?:left )?arm(?:\'s| is| has| feels)? (?:gone |going )?numb\b", r"can\'?t get out\b", r"pains? in (?:my|his|her|the) (?:chest|left arm)\b", r"(?:face|mouth) (?:is |has |'s )?(?:droop\w*|numb|dropped|twisted)", r"face is numb\b", r"slur(?:ring|red)\b", r"bleed(?:ing)? (?:out|heavily|everywhere|a lot|so much|badly|through|to death|from|all over|and|won)\b", r"(?:is|'s|am|'m|are|still|i'?m|he'?s|she'?s) bleeding\b", r"bleeding (?:won't|wont|isn't|isnt|hasn't|doesn't)", r"blood (?:everywhere|all over|pouring|gushing|pooling|is coming|on the floor and)\b", r"gushing\b", r"ha?emorrhag\w*", r"seizures?\b(?! (?:meds|medication|clinic|review|free|disorder|tablets))", r"seizing\b", r"(?:is|he'?s|she'?s|having a|having) (?:fitting|fit)\b", r"convuls\w*", r"anaphyla\w*", r"throat (?:is )?(?:clos\w+|swell\w*|swollen)\b", r"epi ?pen\b", r"overdos(?:e|ed|ing)\b", r"od(?:'d|'?ed|'?ing)\b", r"narcan\b", r"poison(?:ed|ing)\b(?! control)", r"drown(?:ing|ed)\b", r"electrocut\w+",
    r"seizing\b", r"foaming at the mouth\b", r"lips? (?:are |is )?(?:blue|purple|gr[ea]y)\b", r"(?:lying|laying|is|and) (?:on the (?:floor|ground) )?bleeding (?:on|in|out|from|through|all|right|everywhere)\b", r"(?:on the (?:floor|ground)) bleeding\b", r"overdosed\b", r"face (?:is )?droop\w*",
    r"(?:stitches|wound|incision|scar|staples) (?:just |have |has )?(?:burst|popped|split|opened up|came open|come open|torn? open)\b", r"see (?:my|his|her) (?:insides|guts|bone)\b",
    r"on fire\b", r"(?:a |there'?s |there is )?(?:fire|smoke|flames) (?:in|on|at|from|coming|filling|everywhere|is|has|broke|pouring|inside)\b", r"(?:smell|smelling|smells?) (?:of |like )?(?:gas|smoke|burning)\b", r"gas (?:leak|smell)\b", r"burning smell\b", r"carbon monoxide\b", r"(?:trapped|stuck) (?:in|inside) (?:the|a|your|an|this|our) (?:\w+ )?(?:lift|elevator|car|room|building)\b", r"(?:oxygen|o2) (?:\w+ ){0,3}(?:empty|out|low|off|running out|disconnected)\b", r"wrong blood\b", r"baby(?:'s| is) (?:coming|crowning|not moving|blue|stuck in|stuck inside|stuck up|all stuck|limp)\b", r"(?:in|gone into) labou?r\b", r"water(?:s|'s)? (?:just )?broke\b", r"miscarrying\b", r"going into shock\b", r"allergic reaction\b", r"(?:is|'s|are|he'?s|she'?s) (?:dying|slipping away|fading|going to die|gonna die|crashing|limp)\b", r"(?:might|could|will|gonna|going to) die\b", r"not going to make it\b", r"(?:fell|fallen) (?:off|down|from|out of|on the)\b", r"(?:is|being|getting|he'?s|she'?s) (?:attacked|beaten|stabbed|strangled|assaulted|crushed)\b", r"(?:attacking|strangling|stabbing|assaulting|beating) (?:a|the|my|another|him|her|people|someone|staff|nurses|patients|everyone)\b", r"stab wound\b", r"gunshot wound\b", r"blood sugar\b", r"sugar is (?:\d|under|below)", r"hypo\b", r"heat ?stroke\b", r"(?:door|power|generator|ventilator|monitor)s? (?:\w+ ){0,2}(?:failed|failing|off|out|stopped|locked)[^.!?]{0,40}(?:patient|baby|people|breath|oxygen|ventilat|icu)", r"foaming\b", r"pinned (?:under|beneath|down|by)\b", r"crushed\b", r"oxygen(?:'s| is| has|'s just| tank'?s?)?[^.!?]{0,25}(?:run out|ran out|empty|gone|out)\b", r"fire doors?\b", r"strong gas\b", r"gas\. ", r"going gr[ea]y\b", r"c(?:a)?nt brea(?!k|ch)", r"fell on (?:a|the|my|him|her)\b", r"doing cpr\b", r"(?:can't|cant|cannot|couldn't) (?:rouse|be roused|feel (?:my|his|her)|move (?:my|his|her)|stand up)\b", r"clammy\b", r"delirious\b", r"hallucinat\w+", r"burning up\b", r"(?:fever|temperature|temp) (?:of|is|at) (?:10[4-9]|4[0-3])", r"swollen tongue\b", r"tongue (?:is )?(?:swelling|swollen)\b", r"swallowed (?:a |the |some )?(?:battery|batteries|bleach|magnet\w*|coin|pills|glass)", r"(?:snake|spider) bite\b", r"sparks\b", r"live wire\b", r"(?:ceiling|roof|wall|shelf|scaffold\w*) (?:is |has |just )?(?:coming down|caved|collaps\w+|falling|fell|giving way)", r"(?:engine|wing|bus|car|van|kitchen|bin|building|ward) (?:is |'s )?(?:on fire|burning|smoking)", r"brakes (?:have )?(?:failed|gone)\b", r"no brakes\b", r"driver (?:is )?(?:asleep|slumped|drunk|unconscious|passed out)\b", r"(?:child|baby|kid|toddler|dog|boy|girl)[^.!?]{0,20} (?:locked|left|trapped|alone) in (?:a|the|your)\b", r"stampede\b", r"contractions\b", r"flat ?lin\w+", r"code blue (?:and|in|called|but)", r"snoring\b[^.!?]{0,40}(?:rouse|wake)", r"eyes (?:have |are )?(?:rolled|rolling)\b", r"side of (?:her|his|my) face\b", r"(?:losing|lost) (?:a lot of|so much|too much) blood\b", r"blood (?:won't|wont|isn't) stop\b", r"no aire\b", r"throwing up blood\b", r"vomiting blood\b", r"coughing (?:up )?blood\b", r"people (?:coughing|passing|collapsing|screaming|running)\b", r"missing (?:child|kid|toddler|patient)\b", r"wandered off\b", r"head injury\b", r"hit (?:his|her) head\b",
    r"no (?:respira|puede respirar|despierta(?! (?:mi|el|ning[uú]n|mucho|nada de)? ?(?:inter[eé]s|simpat[ií]a|confianza))|reacciona|tiene pulso|responde|puedo respirar)\b", r"(?:se|me) (?:est[aá]|estoy) (?:ahogando|muriendo|desangrando|asfixiando|poniendo (?:azul|morad[oa]|gris))\b", r"(?:est[aá]|sigue|sigo|estoy) (?:sangrando|convulsionando|inconsciente|desangr\w+|morad[oa]|azul)\b", r"desangr\w+", r"inconsciente\b", r"desmay(?:[oó]|ad[oa])\b", r"convulsi\w+", r"infarto\b", r"dolor (?:muy fuerte )?(?:en el|de) pecho\b", r"derrame\b", r"labios (?:azules|morados)\b", r"ataque al coraz[oó]n\b", r"sobredosis\b", r"incendio\b", r"(?:hay|sale|mucho) (?:humo|fuego|gas)\b", r"huele a (?:gas|humo|quemado)\b", r"fuga de gas\b", r"atrapad[oa]s? en el (?:elevador|ascensor)\b", r"se (?:muere|ahoga|desangra|cay[oó]|desmay[oó]|est[aá] muriendo)\b", r"parto\b", r"ya viene el beb[eé]\b", r"se le (?:cerr[oó]|est[aá] cerrando|durmi[oó])\b", r"no puede mover\b", r"media cara\b",
)  # fmt: skip

_BESIDE = 70  # characters
_SAME_PART = 200  # characters before and behind an accusation
_MOST_WRONGS = 6  # that are looked at in a text
PATTERNS: dict[str, dict[str, Slot]] = {
    "self_harm": {
        "direct": _DIRECT,
        "other": _OTHER_SELF,
        **{f"hint{number}": pattern for number, pattern in enumerate(_HINTS)},
    },
    "threat": {"said": _THREAT, **{f"menace{number}": pattern for number, pattern in enumerate(_MENACE)}},
    "emergency_now": {"danger": _DANGER},
    "abuser_on_shift": {"wrong": WRONG},
}
"""Rule -> slot -> the pattern without which it cannot fire."""
_KEYS: Keys = {
    "self_harm": (
        ("direct",),
        ("other",),
        ("hint1",),  # two farewells
        *combinations([f"hint{number}" for number in range(len(_HINTS))], 2),
    ),
    "threat": (("said",), ("menace0", "menace1"), ("menace0", "menace2")),
    "emergency_now": (("danger",),),
    "abuser_on_shift": (("wrong",),),
}


_NEARBY = {
    "self_harm": frozenset({"direct", "other"}),
    "threat": frozenset({"said"}),
    "emergency_now": frozenset({"danger"}),
    "abuser_on_shift": frozenset({"wrong"}),
}


def _quote(*patterns: re.Match[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(quoted(match) for match in patterns if match))[:MOST_EVIDENCE]


def played(folded: str) -> bool:
    """News, adverts, films, drills and jokes speak of danger without being in it."""
    return bool(UNREAL.search(folded) or NEWS.search(folded))


def over(text: str, *, lately: bool = True) -> bool:
    """Whether it tells of what was, and of nothing that is today; of last night as well, if that is `lately`."""
    if OLDER.search(text):
        return True
    past = PAST.search(text) or (lately and LATELY.search(text))
    return bool(past) and not TODAY.search(text)


def self_harm(sight: Sight) -> Reason | None:
    """Level 3: somebody writes of ending their own life, plainly or in hints, outside news, campaigns and recovery."""
    heard, folded = sight.heard, sight.whole
    direct = _DIRECT.search(sight.near, heard.get("direct", ())) or _OTHER_SELF.search(
        sight.near, heard.get("other", ())
    )
    hints = () if direct else _hints(sight)
    if not direct and not hints:
        return None
    if played(folded) or over(folded, lately=False) or HEALED.search(folded) or NOT_SELF.search(folded):
        return None
    if FIGURE.search(folded) or MOCKING.search(folded):
        return None
    said = _quote(direct) if direct else _quote(*hints)
    return SELF_HARM._replace(evidence=said)


def _hints(sight: Sight) -> tuple[re.Match[str], ...]:
    """Hints of two kinds, or two of the farewells; none where there is less."""
    heard = [sight.heard.get(f"hint{number}", []) for number in range(len(_HINTS))]
    fewest = 2 if len(sight.whole) <= SHORT else 4
    if sum(map(len, heard)) < fewest:
        return ()
    found = [
        [*kind.some(sight.whole, numbers, 2).values()] for kind, numbers in zip(_HINTS, heard, strict=True)
    ]
    if sum(map(bool, found)) < 2 and len(found[1]) < 2:
        return ()
    return tuple(chain.from_iterable(found))


def threat(sight: Sight) -> Reason | None:
    """Level 3: somebody threatens people or a place, or is armed there, outside news, drills and play."""
    heard, folded = sight.heard, sight.whole
    said = _THREAT.search(sight.near, heard.get("said", ()))
    signs = (said,) if said else _menaces(sight)
    if not signs or played(folded) or NOT_THREAT.search(folded):
        return None
    if FIGURE.search(folded) or MOCKING.search(folded) or (over(folded) and not NOW.search(folded)):
        return None
    return THREAT._replace(evidence=_quote(*signs))


def _menaces(sight: Sight) -> tuple[re.Match[str], ...]:
    """That somebody knows where to find a person, and one hint of a threat more; none where there is less."""
    heard = [sight.heard.get(f"menace{number}", []) for number in range(len(_MENACE))]
    if not heard[0] or not any(heard[1:]):
        return ()
    found = [kind.search(sight.whole, numbers) for kind, numbers in zip(_MENACE, heard, strict=True)]
    signs = tuple(filter(None, found))
    return signs if found[0] and len(signs) > 1 else ()


def _told(sight: Sight, danger: re.Match[str]) -> bool:
    """Whether the danger stands in a story of what was; the rest of a long post may be one."""
    beside = sight.near[max(0, danger.start() - _BESIDE) : danger.end() + _BESIDE]
    return TOLD.search(beside) is not None


def emergency_now(sight: Sight) -> Reason | None:
    """Level 3: a life in danger and words that say it is happening now, not last week and not in the news."""
    folded = sight.whole
    danger = _DANGER.search(sight.near, sight.heard.get("danger", ()))
    now = (
        (PRESENT.search(folded) or (None if _told(sight, danger) else NOW.search(sight.near)))
        if danger
        else None
    )
    if not danger or not now or played(folded) or NO_DANGER.search(folded):
        return None
    if (
        PAST.search(folded)
        or LATELY.search(folded)
        or RECOVERED.search(folded)
        or FIGURE.search(folded)
        or MOCKING.search(folded)
    ):
        return None
    return EMERGENCY._replace(evidence=_quote(danger, now))


def abuser_on_shift(sight: Sight) -> Reason | None:
    """Level 3: somebody is accused of abuse, theft or being drunk, and said to be still at work in the same part of the text."""
    for wrong, text in _accusations(sight):
        there = STILL_AT_WORK.search(text)
        if there is None or NO_WRONG.search(text) or ENDED.search(text):
            continue
        someone = any(found.group() != "they" for found in PERSON.finditer(f"{wrong} {text}"))
        if someone and not (MOCKING.search(text) or FIGURE.search(text)):
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
NOW_RULES: tuple[NowRule, ...] = (self_harm, threat, emergency_now, abuser_on_shift)


@cache
def now_gate() -> Gate:
    """Tells which of the rules a text could make fire."""
    return shipped_gate(_KEYS, _NEARBY)


def now_reasons(heard: Heard) -> tuple[Reason, ...]:
    """The level-3 rules that fire on a text by their patterns."""
    sights = now_gate().sights(heard)
    if not sights:
        return ()
    seen = [(rule, sights[rule.__name__]) for rule in NOW_RULES if rule.__name__ in sights]
    return tuple([reason for rule, sight in seen if (reason := rule(sight)) is not None])
