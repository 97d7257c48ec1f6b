"""Every check that a change must pass, in one command: python -m tools.check."""

import os
import subprocess
import sys

CHECKS = (
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("types", ("mypy",)),
    ("imports", ("lint-imports", "--no-cache")),
    ("tests", ("pytest", "-q", "-n", "4", "--dist", "worksteal")),
)


def main() -> int:
    """Runs them all, whatever fails, and names those that did."""
    failed = []
    # Tests start the bot dozens of times, each in a process of its own: compiled once, it is there in half a second.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    binaries = os.path.dirname(sys.executable)
    for name, (command, *arguments) in CHECKS:
        print(f"== {name}: {command} {' '.join(arguments)}", flush=True)
        if subprocess.run([os.path.join(binaries, command), *arguments], check=False, env=env).returncode:
            failed.append(name)
    print(f"== failed: {', '.join(failed)}" if failed else "== every check passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
