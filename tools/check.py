"""Every check that a change must pass, in one command: python -m tools.check."""

import os
import subprocess
import sys

CHECKS = (
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("types", ("mypy",)),
    ("imports", ("lint-imports", "--no-cache")),
    ("tests", ("pytest", "-q", "-n", "auto", "--maxprocesses", "4")),
)


def main() -> int:
    """Runs them all, whatever fails, and names those that did."""
    failed = []
    binaries = os.path.dirname(sys.executable)
    for name, (command, *arguments) in CHECKS:
        print(f"== {name}: {command} {' '.join(arguments)}", flush=True)
        if subprocess.run([os.path.join(binaries, command), *arguments], check=False).returncode:
            failed.append(name)
    print(f"== failed: {', '.join(failed)}" if failed else "== every check passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
