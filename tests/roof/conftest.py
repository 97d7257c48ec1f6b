"""The desk and the fake Slack of the handlers' tests serve here too."""

from tests.handlers.conftest import desk, quiet_desk, slack

__all__ = ["desk", "quiet_desk", "slack"]
