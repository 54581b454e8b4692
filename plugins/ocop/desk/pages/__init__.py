"""The clerk's desk: pages on this machine to write, look and publish without a text editor (docs/adr/0030)."""

from .app import desk_app, preview_app
from .guard import Quiet, address_of
from .workplace import Workplace

__all__ = ["Quiet", "Workplace", "address_of", "desk_app", "preview_app"]
