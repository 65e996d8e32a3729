"""The answer to the question whether a person can receive a product."""

from typing import Annotated, Any, Self

from pydantic import TypeAdapter

from bot.partner.answers import Answer, ParseContext
from bot.partner.fields import Lenient, NoneIfInvalid, Sentence, WireNames, Word, find, username_word
from bot.partner.goods import Product

_FLAGS = ("eligible", "available", "valid", "allowed", "found", "exists")
_FLAG = TypeAdapter[bool | None](Annotated[bool | None, NoneIfInvalid])


class RecipientCheck(Answer):
    """Whether a person can receive a product. None is "not known": never show it as yes."""

    product: Product
    username: str
    can_receive: Lenient[bool] = None
    name: Annotated[Lenient[Word], WireNames("name display_name")] = None
    reason: Lenient[Sentence] = None

    @classmethod
    def of(cls, product: Product, username: str, data: Any, context: ParseContext | None = None) -> Self:
        """Read the answer to a check: any flag that says no is a no. A bare true or false is the flag itself.

        An answer about another username says nothing."""
        names = [f"can_receive_{product}", f"can_receive.{product}", "can_receive", "is_eligible", *_FLAGS]
        objects = [data, *(each for each in data.values() if isinstance(each, dict))] if isinstance(data, dict) else []
        told = (username_word(find(each, WireNames("username recipient_username"))) for each in objects)
        if any(name and name.lower() != username.lower() for name in told):
            objects, data = [], None  # an answer about somebody else says nothing
        flags = [_FLAG.validate_python(find(each, WireNames(name))) for each in objects for name in names]
        flags = flags or [_FLAG.validate_python(data)]
        can = False if False in flags else True in flags or None
        words = next((each for each in objects if "name" in each or "reason" in each), {})
        return cls.read(words | {"product": product, "username": username, "can_receive": can})
