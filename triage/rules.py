"""All rules with names, for routes, replies and the docs.

See rules_weighing.py, rules_about.py, and for level 3 rules_now.py.
"""

from triage.rules_about import ABOUT
from triage.rules_now import NEAR
from triage.rules_weighing import WEIGHING

LEVEL_3 = {
    "self_harm": "Somebody seems about to end or to harm their own life, says so or takes leave.",
    "threat": "Somebody threatens people or a place, or is armed there.",
    "emergency_now": "A life is in danger or a danger is where people are, and it goes on.",
    "abuser_on_shift": "Somebody of the staff is accused of abuse, theft or being drunk, and seems to be still at work.",
}
"""Rule -> what it says."""
TWO_NAMES = {
    "left_us": "The writer left us for another.",
    "came_to_us": "The writer came to us from another.",
    "another_better": "The writer finds another better than us.",
    "we_better": "The writer finds us better than another.",
    "blames_us": "Beside another name the fitted model hears blame of us.",
    "spares_us": "Beside another name the fitted model hears no blame of us.",
}
"""What a post says that names us and somebody else; rule -> what it says."""
MEANINGS = {rule.__name__: " ".join((rule.__doc__ or "").split()) for rule in (*WEIGHING, *ABOUT)} | {
    name: f"Level 3: {meaning[0].lower()}{meaning[1:]}" for name, meaning in LEVEL_3.items()
}
MEANINGS |= TWO_NAMES
MEANINGS[NEAR.rule] = (
    "A little short of one of the four: what is no complaint gets a human look, a complaint is for the same day."
)
RULE_NAMES = (
    *(rule.__name__ for rule in (*WEIGHING, *ABOUT)),
    *TWO_NAMES,
    "reach",
    NEAR.rule,
    *LEVEL_3,
)
"""What a route or reply may ask for besides the names of cues."""
