"""Loads settings as a start of the bot does: from environment variables (strings), with the same validation."""

import os
from collections.abc import Mapping
from unittest.mock import patch

from bot.config import Settings, load_settings


def settings_from(variables: Mapping[str, str]) -> Settings:
    """Loads the settings from these variables and from no other source. Raises ConfigError like a real start."""
    with patch.dict(os.environ, variables, clear=True):
        return load_settings(_env_file=None)


def variables_of(**settings: str | int) -> dict[str, str]:
    """The environment variables for settings named like the fields of Settings. A value is what a user would write."""
    unknown = settings.keys() - Settings.model_fields.keys()
    assert not unknown, f"no such settings: {unknown}"
    return {name.upper(): str(value) for name, value in settings.items()}
