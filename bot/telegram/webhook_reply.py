"""A call that goes to Telegram in the answer to its own webhook request."""

from dataclasses import dataclass
from typing import Any

from aiogram.methods import TelegramMethod


@dataclass
class Reply:
    """What goes to Telegram in the answer to its own webhook request: at most one call, without a connection or a wait
    of its own. Nobody learns what came of it."""

    call: TelegramMethod[Any] | None = None

    def body(self) -> dict[str, Any] | None:
        if self.call is None:
            return None
        return {"method": self.call.__api_method__, **self.call.model_dump(exclude_none=True)}
