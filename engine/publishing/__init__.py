"""The publisher: the managers' folders become one checked snapshot in the database."""

from engine.publishing.collecting import collect, fingerprint
from engine.publishing.known import known
from engine.publishing.publish import Publication, decoded, publish

__all__ = ["Publication", "collect", "decoded", "fingerprint", "known", "publish"]
