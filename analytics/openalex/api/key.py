"""The API key: where it may come from. It is no setting, so it reaches no hash, log or record."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from analytics.errors import ConfigurationError
from analytics.settings import ApiSettings

VARIABLE = "OPENALEX_API_KEY"
_SENDABLE = re.compile(r"[!-~]+")
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def api_key(api: ApiSettings) -> str | None:
    """The key from the environment or the key file; None means the small budget without a key.

    Raises ConfigurationError where others may read the file, or where the key would travel unencrypted.
    """
    key = os.environ.get(VARIABLE, "").strip() or _from_file(api.key_file)
    if not key:
        return None
    if not _SENDABLE.fullmatch(key):
        raise ConfigurationError("The OpenAlex API key holds characters that cannot be sent in a header.")
    address = urlsplit(api.base_url)
    if address.scheme != "https" and address.hostname not in _LOOPBACK:
        raise ConfigurationError(f"The API key is not sent to {api.base_url}: the address must be https.")
    return key


def _from_file(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        if path.stat().st_mode & 0o077:
            raise ConfigurationError(f"The key file {path} is open to others: chmod 600 it.")
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError(f"The key file {path} cannot be read.") from None
    if not key:
        raise ConfigurationError(f"The key file {path} is empty.")
    return key
