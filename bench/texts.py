"""Made-up posts for the benches: short, varied, some of them about a watched name."""

import random
from itertools import product

_OPENINGS = (
    "Third call today and", "Honestly", "So my mum went in on Monday and", "Can somebody explain why",
    "Big thanks to the team,", "Update:", "I don't usually post here but", "Just got home and", "Not great:",
    "Two hours in and", "Lovely afternoon, and", "WOW", "For the record,", "It's not that bad, but", "Ugh,",
    "Heads up everyone,", "Small thing, but", "Never again:", "Credit where it's due,", "Been thinking that",
)  # fmt: skip
_EVENTS = (
    "nobody picked up the phone", "the nurse on the night shift was so kind", "they moved my appointment again",
    "the car park was full", "the doctor explained everything twice", "my bill has a charge I do not recognise",
    "we sat in the corridor for hours", "the new cafe is really good", "they lost the form I handed in",
    "the app logged me out", "my results came faster than promised", "the receptionist rolled her eyes at me",
    "the heating was off in the waiting room", "I felt safe the whole time", "the fun run was brilliant",
    "they are hiring again", "the letter went to my old address", "my dad was well looked after",
    "no one told us what was going on", "the toilets were dirty", "the physio got me walking again",
    "the talk on sleep was interesting", "they called me by the wrong name", "the queue went round the corner",
)  # fmt: skip
_ENDINGS = (
    "today", "this morning", "and I am still waiting", "which made my week", "again!!", "so please fix it",
    "\U0001f621", "\U0001f64f thank you", "and that's it", "lol", "for the second time", "as usual", "and I'm grateful",
    "I can't believe it", "and it hurts", "anyone else?", "what a day", "honestly shocking", "but fine in the end", "smh",
)  # fmt: skip


_EMOJI = ("\U0001f621", "\U0001f62d", "\U0001f64f", "\u2764\ufe0f", "\U0001f602", "\U0001f44f\U0001f3fd")


def posts(number: int, names: list[str], share: float, seed: int = 7, *, mixed: bool = False) -> list[str]:
    """`number` posts; a `share` of them holds one of `names`.

    Short ones have about 85 characters and few emoji. A mix is as sources bring it: half short posts, three
    in ten posts of two sentences with emoji and typographic quotes, two in ten reviews of 300 to 500 characters.
    """
    draw = random.Random(seed)
    parts = list(product(_OPENINGS, _EVENTS, _ENDINGS))
    made = []
    for index in range(number):
        place = f" at {draw.choice(names)}" if draw.random() < share else f" on Route {draw.randrange(9999)}"
        kind = draw.random() if mixed else 0.0
        sentences = 1 if kind < 0.5 else 2 if kind < 0.8 else draw.randint(4, 6)
        said = [" ".join(draw.choice(parts)) for _ in range(sentences)]
        text = f"{said[0]}{place} {index % 97}" + "".join(f". {more}" for more in said[1:])
        if kind >= 0.5:
            text = text.replace("'", "\u2019")
        if 0.5 <= kind < 0.8:
            text += "".join(draw.choices(_EMOJI, k=draw.randint(1, 4)))
        made.append(text)
    return made
