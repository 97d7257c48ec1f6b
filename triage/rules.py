"""All rules with names, for routes, replies and the docs; see rules_weighing.py, rules_about.py and rules_now.py."""

from triage.rules_about import ABOUT
from triage.rules_now import NOW_RULES
from triage.rules_weighing import WEIGHING

RULES = (*WEIGHING, *ABOUT, *NOW_RULES)
RULE_NAMES = (
    *(rule.__name__ for rule in (*WEIGHING, *ABOUT)),
    "left_us",
    "came_to_us",
    "another_better",
    "we_better",
    "reach",
    *(rule.__name__ for rule in NOW_RULES),
)
"""What a route or reply may ask for besides the names of cues."""
