"""The pretend SendGrid's signing keys: made once, kept in the sandbox's data folder.

`python -m sandbox.keys data/sandbox` prints the public halves as settings for the app, one a line.
"""

from __future__ import annotations

import base64
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

_NAMES = ("events", "inbound")


@dataclass(frozen=True)
class Keys:
    """Public halves as base64 DER, the form SendGrid shows and its client library takes."""

    events_public: str
    inbound_public: str


def ensure_keys(data_dir: Path) -> Keys:
    """Make both key pairs where they are missing and return their public halves. May be called at any time."""
    data_dir.mkdir(parents=True, exist_ok=True)
    publics = [_public(load_private(data_dir, name)) for name in _NAMES]
    return Keys(*publics)


def load_private(data_dir: Path, name: str) -> ec.EllipticCurvePrivateKey:
    """The private key `name` ("events" or "inbound"), made at first use and readable by its owner only."""
    path = data_dir / f"{name}-key.pem"
    if not path.exists():
        _create(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{path} does not hold an elliptic-curve key; delete it and start again")
    return key


def sign(key: ec.EllipticCurvePrivateKey, timestamp: str, body: bytes) -> str:
    """ECDSA P-256 with SHA-256 over timestamp + raw body, base64 DER, as SendGrid signs its webhooks."""
    return base64.b64encode(key.sign(timestamp.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()


def _create(path: Path) -> None:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_bytes(pem)
    try:
        os.link(fresh, path)  # two processes may race here: the first one's key stands
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _public(key: ec.EllipticCurvePrivateKey) -> str:
    der = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(der).decode()


def main() -> None:
    """Print the settings that let an app verify what this sandbox signs."""
    keys = ensure_keys(Path(sys.argv[1]))
    print(f"SENDGRID_EVENTS_PUBLIC_KEY={keys.events_public}")
    print(f"SENDGRID_INBOUND_PUBLIC_KEY={keys.inbound_public}")


if __name__ == "__main__":
    main()
