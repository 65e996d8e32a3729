"""Random ids for drafts and broadcasts."""

import secrets


def new_id() -> str:
    """12 characters of `[A-Za-z0-9_-]`, from 72 random bits: short enough for every button's 64 bytes."""
    return secrets.token_urlsafe(9)
