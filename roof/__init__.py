"""ASSEMBLES: reads config and secrets, builds the parts, owns signals and the clock. One module a verb."""
