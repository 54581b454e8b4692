"""What publishing changes in pelicanconf.py."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
from pelicanconf import *

# The public address of the site, without a slash at its end. Empty: addresses stay relative to the host that serves them.
SITEURL = ""
OUTPUT_PATH = str(Path(__file__).parent / ".cache" / "publish")
OCOP_DRAFTS = False
OCOP_OFFLINE = True

# Where `make publish` brings the site (docs/publishing.md); PUBLISH_TARGET in the environment comes first:
# "local" is the folder public/, "ssh://user@host/srv/ocop/public" a folder on a server,
# "s3://bucket" or "s3://bucket/prefix" a bucket, "pages:origin#gh-pages" a branch that a pages host serves.
PUBLISH_TARGET = "local"
# An OpenSSH configuration to use instead of the user's own.
PUBLISH_SSH_CONFIG = ""
# The domain under which a pages host serves the branch.
PUBLISH_CNAME = ""
