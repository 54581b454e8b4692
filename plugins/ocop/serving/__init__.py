"""Showing a site while it is written: a server on this machine that builds on save and tells the open pages."""

from .answering import Server
from .news import News, State
from .noticing import Notices
from .watching import watch

__all__ = ["News", "Notices", "Server", "State", "watch"]
