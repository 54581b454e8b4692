"""What publishing changes in pelicanconf.py."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
from pelicanconf import *

# The public address of the site, without a slash at its end. Empty: addresses stay relative to the host that serves them.
SITEURL = ""
OUTPUT_PATH = str(Path(__file__).parent / ".cache" / "publish")
OCOP_DRAFTS = False
