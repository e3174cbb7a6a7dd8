"""`python -m xixia_gov.cli` is the program `xixia-gov`."""

from __future__ import annotations

from xixia_gov.cli.main import main

if __name__ == "__main__":
    main()
