"""MessageRef: where a screen stands in a chat."""

from pydantic import BaseModel


class MessageRef(BaseModel, frozen=True):
    """A message on a screen: its id in the chat, and which picture it shows (None: it is text)."""

    message_id: int
    picture: str | None = None
