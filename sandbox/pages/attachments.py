"""Files that came with a mail, for downloading from its mailbox."""

from __future__ import annotations

import base64
from typing import Any

from flask import Response
from werkzeug.utils import secure_filename


def attachment_answer(mail: dict[str, Any], at: int) -> Response:
    """Attachment number `at` (from 0) as a download, never shown in the page's own origin; 404 if none."""
    if at >= len(mail["attachments"]):
        return Response("This mail has no such attachment.", status=404, mimetype="text/plain")
    file = mail["attachments"][at]
    name = secure_filename(file["filename"]) or "attachment"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    kind = file.get("type") or "application/octet-stream"
    return Response(base64.b64decode(file["content"]), content_type=kind, headers=headers)
