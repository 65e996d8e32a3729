"""MessageRef: where a screen stands in a chat."""

from pydantic import BaseModel, ConfigDict


class MessageRef(BaseModel):
    """A message on a screen: its id in the chat, and which picture it shows (None: it is text)."""

    model_config = ConfigDict(frozen=True)

    message_id: int
    picture: str | None = None
