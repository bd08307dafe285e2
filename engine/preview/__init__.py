"""`kindling preview`: what a workflow would do, for whom and when, told before any of it is done."""

from engine.preview.asked import Asked, Unpreviewable
from engine.preview.head import Outlook, outlook
from engine.preview.line_showing import line_as_json, line_lines
from engine.preview.phone_line import NAME as PHONE_LINE
from engine.preview.phone_line import AskedLine, preview_line
from engine.preview.showing import Line, as_json, lines
from engine.preview.staging import Preview, preview
from engine.preview.who import NoSuchMember

__all__ = [
    "Asked",
    "AskedLine",
    "Line",
    "NoSuchMember",
    "Outlook",
    "PHONE_LINE",
    "Preview",
    "Unpreviewable",
    "as_json",
    "line_as_json",
    "line_lines",
    "lines",
    "outlook",
    "preview",
    "preview_line",
]
