"""Whether a database file is on a disk that lasts: many platforms give each release, or each restart, a fresh one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

FLEETING = frozenset({"tmpfs", "ramfs", "overlay", "aufs", "devtmpfs"})
PLATFORMS: Mapping[str, str] = {
    "DYNO": "Heroku",
    "RENDER": "Render",
    "RAILWAY_ENVIRONMENT": "Railway",
    "FLY_APP_NAME": "Fly.io",
    "K_SERVICE": "Cloud Run",
    "AWS_LAMBDA_FUNCTION_NAME": "AWS Lambda",
    "WEBSITE_INSTANCE_ID": "Azure App Service",
    "VCAP_APPLICATION": "Cloud Foundry",
}
"""Variables by which platforms with fresh disks are known. On some a disk that lasts can be mounted."""
MOUNTS = Path("/proc/mounts")


def why_not_lasting(path: Path, environ: Mapping[str, str], mounts: Path = MOUNTS) -> str:
    """Why what is written at ``path`` may be lost with the machine; empty where nothing says so.

    A folder that something is mounted on by itself lasts even on those platforms: there a volume was asked for.
    """
    point, kind = _mount_of(path, mounts)
    if kind in FLEETING:
        said = "in memory" if kind != "overlay" else "in a container's own layer"
        return f"{path} is on {kind}, {said}, and gone when it is made anew"
    platform = next((name for variable, name in PLATFORMS.items() if variable in environ), "")
    if platform and point in ("", "/"):
        return f"{platform} gives every release a fresh disk"
    return ""


def _mount_of(path: Path, mounts: Path) -> tuple[str, str]:
    """The mount point that holds ``path`` and its kind; both empty where it cannot be told (not on Linux)."""
    try:
        lines = mounts.read_text(encoding="utf-8").splitlines()
    except OSError:
        return "", ""
    best = ("", "")
    for line in lines:
        _, point, kind, *_ = line.split(" ")
        place = point.replace("\\040", " ")
        if path.resolve().is_relative_to(place) and len(place) >= len(best[0]):
            best = (place, kind)
    return best
