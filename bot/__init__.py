"""A Telegram bot that sells Telegram Stars and Premium through a partner API."""

__version__ = "0.2.0.dev0"
