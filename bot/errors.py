"""UserError: what a person did that cannot be done, as a sentence for that person.

It stands below all other packages, so that every layer may raise it. `telegram/middlewares/errors.py` catches it and
shows the sentence above the present screen.
"""


class UserError(Exception):
    """Somebody typed or pressed something that cannot be used. `text` is a Fluent key, `values` its arguments;
    whole numbers are formatted for the language."""

    def __init__(self, text: str, **values: str | int) -> None:
        super().__init__(text)
        self.text = text
        self.values = values
