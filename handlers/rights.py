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
    "draft_reply": Right.DRAFT,
    "use_suggestion": Right.DRAFT,
    "reply_text": Right.DRAFT,
    "withdraw_reply": Right.DRAFT,
    "approve_reply": Right.APPROVE,
    "unapprove_reply": Right.APPROVE,
    "send_back_reply": Right.APPROVE,
    "post_reply": Right.SEND,
    "take_back_posting": Right.SEND,
    "not_there_reply": Right.SEND,
    "posted_reply": Right.SEND,
    "not_posted_reply": Right.SEND,
    "home_refresh": Right.VIEW,
    "home_claim": Right.CLAIM,
    "home_unclaim": Right.UNCLAIM_OWN,
    "home_snooze": Right.SNOOZE,
    "home_wake": Right.SNOOZE,
    "home_resolve": Right.RESOLVE,
    "page_previous": Right.VIEW,
    "page_next": Right.VIEW,
    "share": Right.VIEW,
    "undo_mute": Right.MUTE,
    "unmute": Right.MUTE,
}
MENU: dict[str, Right | None] = {
    "snooze": Right.SNOOZE,
    "not_a_complaint": Right.NOT_A_COMPLAINT,
    "escalate": Right.ESCALATE,
    "stand_down": Right.ESCALATE,
    "merge": Right.MERGE,
}
"""What may be chosen in the menu of a card; all else there is a correction."""
MENUS = frozenset({"more", "correct"})
FORMS: dict[str, Right | None] = {
    "resolve_case": Right.RESOLVE,
    "home_resolve_form": Right.RESOLVE,
    "right_subject": Right.CORRECT,
    "right_team": Right.CORRECT,
    "merge_case": Right.MERGE,
    "make_case_form": Right.ADD,
    "write_reply": Right.DRAFT,
    "send_back_reply": Right.APPROVE,
    "posted_reply": Right.SEND,
}
SHORTCUTS: dict[str, Right | None] = {"make_case": Right.ADD}
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
