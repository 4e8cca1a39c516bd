"""`python -m nutrition`: see `nutrition/views/cli.py`."""

import sys

from nutrition.views.cli import main

if __name__ == "__main__":
    sys.exit(main())
