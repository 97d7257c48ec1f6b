"""TALK: Slack's commands, buttons, modals, cards and digests, and the messenger that sends them."""
