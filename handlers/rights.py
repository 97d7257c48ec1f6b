"""Which right each button, form and verb asks for. What is not listed asks for an agent's.

Every new button, form, shortcut and verb gets a line here; tests/handlers/test_gate.py misses it otherwise.
"""

from triage.roles import Right

BUTTONS: dict[str, Right | None] = {
    "claim": Right.CLAIM,
    "unclaim": Right.UNCLAIM_OWN,  # UNCLAIM_OTHERS where somebody else holds the case
    "resolve": Right.RESOLVE,
    "not_a_complaint": Right.NOT_A_COMPLAINT,
    "reopen": Right.REOPEN,
    "snooze": Right.SNOOZE,
    "wake": Right.SNOOZE,
    "suggestions": Right.VIEW,
    "correct": Right.CORRECT,
    "list_previous": Right.VIEW,
    "list_next": Right.VIEW,
}
FORMS: dict[str, Right | None] = {
    "resolve_case": Right.RESOLVE,
    "right_subject": Right.CORRECT,
}
SHORTCUTS: dict[str, Right | None] = {}
VERBS: dict[str, Right | None] = {
    "help": None,
    "status": None,
    "list": Right.VIEW,
    "show": Right.VIEW,
    "why": Right.VIEW,
    "search": Right.VIEW,
    "stats": Right.VIEW,
    "compare": Right.VIEW,
    "digest": Right.VIEW,
    "test": Right.VIEW,
    "mutes": Right.VIEW,
    "claim": Right.CLAIM,
    "unclaim": Right.UNCLAIM_OWN,
    "resolve": Right.RESOLVE,
    "reopen": Right.REOPEN,
    "snooze": Right.SNOOZE,
    "wake": Right.SNOOZE,
    "label": Right.CORRECT,
    "add": Right.ADD,
    "mute": Right.MUTE,
    "unmute": Right.MUTE,
    "export": Right.EXPORT,
    "audit": Right.AUDIT,
}
WITHOUT_WORDS = frozenset(
    {"help", "status", "claim", "unclaim", "resolve", "reopen", "snooze", "wake", "label", "mute", "unmute"}
)
"""Verbs whose answers hold no word of a post: they serve in channels that others read, too."""
