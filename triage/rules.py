"""All rules with names, for routes, replies and the docs.

See rules_weighing.py, rules_about.py, and for level 3 rules_now.py and rules_signs.py.
"""

from triage.rules_about import ABOUT
from triage.rules_signs import NEAR
from triage.rules_weighing import WEIGHING

LEVEL_3 = {
    "self_harm": "Somebody means to end or to harm their own life, says it plainly or takes leave; not in news, campaigns or after recovery.",
    "threat": "Somebody threatens people or a place, or is armed there; not in news, drills, plays or figures of speech.",
    "emergency_now": "A life is in danger or a danger is where people are, and it goes on: not last week, not in the news, not over.",
    "abuser_on_shift": "Somebody of the staff is accused of abuse, theft or being drunk, and said to be still at work.",
}
"""Rule -> what it says."""
MEANINGS = {rule.__name__: " ".join((rule.__doc__ or "").split()) for rule in (*WEIGHING, *ABOUT)} | {
    name: f"Level 3: {meaning[0].lower()}{meaning[1:]}" for name, meaning in LEVEL_3.items()
}
MEANINGS[NEAR.rule] = (
    "One of the four is a point short: what is no complaint gets a human look, a complaint says so on its card."
)
RULE_NAMES = (
    *(rule.__name__ for rule in (*WEIGHING, *ABOUT)),
    "left_us",
    "came_to_us",
    "another_better",
    "we_better",
    "reach",
    NEAR.rule,
    *LEVEL_3,
)
"""What a route or reply may ask for besides the names of cues."""
