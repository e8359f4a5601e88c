"""Start Safeguarding Desk: hand over to the commands."""

import sys

from desktop_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
