"""DECIDES: pure judgement. No I/O, no clock, no logging, no Slack, no SQL."""
