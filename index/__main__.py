"""Run the command line: `python -m index`."""

import sys

from index.command.cli import main

if __name__ == "__main__":
    sys.exit(main())
