"""UserError: what a person did that cannot be done, as a sentence for that person.

It stands below all other packages, so that every layer may raise it. `telegram/middlewares/errors.py` catches it and
shows the sentence above the present screen.
"""


class BadInput(Exception):  # noqa: N818
    """Somebody typed or pressed something that cannot be used. `text` is a Fluent key, `args_for_text` its arguments."""

    def __init__(self, text: str, **args_for_text: str) -> None:
        super().__init__(text)
        self.text = text
        self.args_for_text = args_for_text
