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


def posts(number: int, names: list[str], share: float, seed: int = 7) -> list[str]:
    """`number` posts of about 80 characters; a `share` of them holds one of `names`."""
    draw = random.Random(seed)
    parts = list(product(_OPENINGS, _EVENTS, _ENDINGS))
    made = []
    for index in range(number):
        opening, event, ending = draw.choice(parts)
        place = f" at {draw.choice(names)}" if draw.random() < share else f" on Route {draw.randrange(9999)}"
        made.append(f"{opening} {event}{place} {ending} {index % 97}")
    return made
