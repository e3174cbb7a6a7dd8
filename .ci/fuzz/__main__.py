"""`python -m fuzz`: damage a hundred thousand files, in two processes; exit 1 if any broke something."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from fuzz.run import Count, Fault, fuzz, fuzz_round


def main() -> int:
    """Run the command line; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100_000, help="how many files, by default 100000")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other files")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes, by default 2")
    parser.add_argument("--only", type=int, help="run this round alone")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-faults"), help="where broken files go")
    asked = parser.parse_args()
    start = time.monotonic()
    if asked.only is not None:
        result = fuzz_round(asked.seed, asked.only)
        count = Count(faults=[result] if isinstance(result, Fault) else [])
        print(f"round {asked.only}: {'broken' if count.faults else 'answered' if result else 'refused'}")
    else:
        count = fuzz(asked.seed, asked.rounds, asked.jobs, _tell)
        for name in sorted(count.answered | count.refused):
            print(f"{name:8} answered {count.answered[name]:>6}  refused {count.refused[name]:>6}")
        print(
            f"seed {asked.seed}: {count.rounds} files in {time.monotonic() - start:.0f} s, "
            f"{len(count.faults)} broke something"
        )
    for fault in count.faults:
        print(f"seed {fault.seed}, round {fault.number}: {fault.save(asked.keep)}\n{fault.trace}")
    return 1 if count.faults else 0


def _tell(count: Count) -> None:
    print(
        f"\r{count.rounds} files, {len(count.faults)} broke something", end="\r", file=sys.stderr, flush=True
    )


if __name__ == "__main__":
    sys.exit(main())
