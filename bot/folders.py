"""Where this user's files go, on each system's own terms."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def cache_folder(environ: Mapping[str, str], platform: str) -> Path | None:
    """The folder for what can be made again; None where the user has no home."""
    if platform == "win32":
        local = _absolute(environ.get("LOCALAPPDATA"))
        return local / "kankei" / "Cache" if local else None
    return _user_folder(environ, "XDG_CACHE_HOME", "Library/Caches" if platform == "darwin" else ".cache")


def state_folder(environ: Mapping[str, str], platform: str) -> Path | None:
    """The folder for what should survive a restart; None where the user has no home."""
    if platform == "win32":
        local = _absolute(environ.get("LOCALAPPDATA"))
        return local / "kankei" if local else None
    return _user_folder(
        environ, "XDG_STATE_HOME", "Library/Application Support" if platform == "darwin" else ".local/state"
    )


def temporary_folder() -> Path:
    """A folder below the system's temporary one that nobody else can have prepared."""
    import tempfile  # not at hand sooner than a question is answered

    owner = os.getuid() if hasattr(os, "getuid") else None
    if owner is not None:
        folder = Path(tempfile.gettempdir()) / f"kankei-{owner}"
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)
            # lstat: a symbolic link of somebody else's would pass as the folder it points to.
            if folder.lstat().st_uid == owner and not folder.is_symlink() and not folder.stat().st_mode & 0o022:
                return folder
    return Path(tempfile.mkdtemp(prefix="kankei-"))


def is_writable(folder: Path) -> bool:
    """Whether files can be made in the folder, which is made if need be."""
    import tempfile

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _user_folder(environ: Mapping[str, str], variable: str, below_home: str) -> Path | None:
    base = _absolute(environ.get(variable))  # the XDG specification has relative paths ignored
    if base is None and (home := _absolute(environ.get("HOME"))):
        base = home / below_home
    return base / "kankei" if base else None


def _absolute(path: str | None) -> Path | None:
    return Path(path) if path and Path(path).is_absolute() else None
