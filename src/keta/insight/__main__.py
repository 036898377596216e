"""`python -m keta.insight NAME FILE ...`."""

import sys

from keta.insight.commands.main import main

if __name__ == "__main__":
    sys.exit(main())
