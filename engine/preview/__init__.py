"""`kindling preview`: what a workflow would do, for whom and when, told before any of it is done."""

from engine.preview.asked import Asked, Unpreviewable
from engine.preview.head import Outlook, outlook
from engine.preview.showing import Line, as_json, lines
from engine.preview.staging import Preview, preview
from engine.preview.who import NoSuchMember

__all__ = [
    "Asked",
    "Line",
    "NoSuchMember",
    "Outlook",
    "Preview",
    "Unpreviewable",
    "as_json",
    "lines",
    "outlook",
    "preview",
]
