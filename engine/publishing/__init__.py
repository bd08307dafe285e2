"""The publisher: the managers' folders become one checked snapshot in the database."""

from engine.language.files import collect, decoded, fingerprint
from engine.publishing.defaults import defaults
from engine.publishing.known import known
from engine.publishing.publish import Publication, publish

__all__ = ["Publication", "collect", "decoded", "defaults", "fingerprint", "known", "publish"]
