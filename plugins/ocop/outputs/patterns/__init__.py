"""The pattern pages: every component in every example, the tokens and the drawings, for those who work on the theme.

They stand in development builds alone (OCOP_DRAFTS); a published release has none of them, nor their style sheet.
"""

from .pages import FOLDER, STYLES, outputs

__all__ = ["FOLDER", "STYLES", "outputs"]
