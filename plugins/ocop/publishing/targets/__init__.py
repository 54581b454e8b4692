"""Where a site is published: one module per kind of target, all behind one protocol."""

from .choosing import UnknownTargetError, Workplace, target_for
from .local import LocalTarget
from .protocol import Session, Target

__all__ = ["LocalTarget", "Session", "Target", "UnknownTargetError", "Workplace", "target_for"]
