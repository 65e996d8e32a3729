"""The settings, one environment variable each; `.env.example` explains them.

A wrong or missing value, or a placeholder, stops the start with one line that names the variable and the expected
value. No such line shows a secret.
"""

import os
import re
from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import redis_url
from bot.partner.addresses import address_problem
from bot.partner.goods import CreateFields
from bot.partner.statuses import OrderStatus, read_aliases

DATA_FOLDER = Path(".data")
"""Folder of the embedded Valkey, in the working directory."""

LOCALES_FOLDER = Path(__file__).parent.parent / "locales"

SECRETS_FOLDER = Path("/run/secrets")
"""Docker and Kubernetes mount secrets here: the file `bot_token` sets BOT_TOKEN."""

_FIELD = r"^[A-Za-z0-9_.-]{1,40}$"
_PLACEHOLDER = re.compile(r"change.?me|your[-_ ]|example|placeholder|xxxx|<|>|…|\.\.\.", re.IGNORECASE)


class ConfigError(Exception):
    """Wrong settings; the message has one line for each wrong variable."""


def _words(value: object) -> object:
    if isinstance(value, str):
        return [word for word in re.split(r"[,\s]+", value) if word]
    return value


def _pairs(value: object) -> object:
    if isinstance(value, str):
        parts = [pair.partition("=") for pair in value.split(",") if pair.strip()]
        if not all(name.strip() and meaning.strip() for name, _, meaning in parts):
            raise ValueError("not pairs like name=meaning")
        return {name.strip(): meaning.strip() for name, _, meaning in parts}
    return value


def _aliases(words: dict[str, str]) -> dict[str, OrderStatus]:
    try:
        return read_aliases(words)
    except ValueError as error:
        raise ValueError(f"the statuses are {', '.join(OrderStatus)}") from error


def _address(value: str) -> str:
    if problem := address_problem(value):
        raise ValueError(f"{value[:6]}… is none ({problem})")
    return value


def _secret(shape: str) -> AfterValidator:
    """Accepts values of this shape that are not the example's placeholder."""

    def check(value: SecretStr) -> SecretStr:
        if _PLACEHOLDER.search(value.get_secret_value()):
            raise ValueError("still the placeholder of the example")
        if not re.fullmatch(shape, value.get_secret_value()):
            raise ValueError("has another shape")
        return value

    return AfterValidator(check)


def _redis_url(value: SecretStr) -> SecretStr:
    redis_url.parse(value.get_secret_value())
    return value


def _base_url(value: HttpUrl) -> HttpUrl:
    """Without a user, a query and a fragment: the calls have a path and a query of their own, and their own key."""
    if value.username or value.password or value.query or value.fragment:
        raise ValueError("more than an address")
    return value


def _locale(value: str) -> str:
    if not (LOCALES_FOLDER / value).is_dir():
        raise ValueError("no such language")
    return value


def _name(value: object) -> object:
    return value.removeprefix("@") if isinstance(value, str) else value


class AdminChat(NamedTuple):
    """The chat that gets alerts, perhaps one of its topics."""

    id: int
    topic: int | None = None


def _admin_chat(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"(-?\d{1,19})(?:/(\d{1,10}))?", value)
    if match is None:
        raise ValueError("not the id of a chat")
    return AdminChat(int(match[1]), int(match[2]) if match[2] else None)


_Id = Annotated[int, Field(gt=0, lt=2**52)]
"""A user id of Telegram has at most 52 bits (core.telegram.org/bots/api, `User`)."""

Ids = Annotated[frozenset[_Id], NoDecode, BeforeValidator(_words)]
Addresses = Annotated[frozenset[Annotated[str, AfterValidator(_address)]], NoDecode, BeforeValidator(_words)]
BaseUrl = Annotated[HttpUrl, AfterValidator(_base_url)]
Aliases = Annotated[dict[str, OrderStatus], NoDecode, BeforeValidator(_aliases), BeforeValidator(_pairs)]


WEBHOOK_PORTS = (443, 80, 88, 8443)


class Settings(BaseSettings):
    """The error line of a wrong value shows the field's description."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8-sig", env_ignore_empty=True, extra="ignore", frozen=True
    )

    bot_token: Annotated[SecretStr, _secret(r"\d{5,}:[A-Za-z0-9_-]{30,}")] = Field(
        description="the token that @BotFather gives, like 123456789:AA…"
    )
    partner_api_key: Annotated[SecretStr, _secret(r"osk_[\x21-\x7e]+")] = Field(
        description="the key that the provider's bot gives on /api, like osk_…"
    )
    partner_api_url: BaseUrl = Field(
        HttpUrl("https://api.theopenmoney.info/api/v1"),
        description="the address of the partner API, beginning with https://, without user, ? and #",
    )
    telegram_api_url: BaseUrl = Field(
        HttpUrl("https://api.telegram.org"),
        description="the address of the Bot API (your own server, or a stand-in)",
    )
    redis_url: Annotated[SecretStr, AfterValidator(_redis_url)] | None = Field(
        None,
        description="redis://, rediss:// or unix://…, redis+sentinel://host:26379,host2/service or "
        "redis+cluster://host:6379,host2; in a password write # as %23, / as %2F, ? as %3F, % as %25",
    )
    admin_ids: Ids = Field(frozenset(), description="Telegram user ids, separated by commas")
    reseller_ids: Ids = Field(frozenset(), description="Telegram user ids, separated by commas")
    admin_chat_id: Annotated[AdminChat | None, NoDecode, BeforeValidator(_admin_chat)] = Field(
        None,
        description="the id of the chat that gets the alerts, with /topic for one of its topics; empty: each admin",
    )
    access: Literal["public", "resellers"] = Field("public", description="'public' or 'resellers'")
    support_username: Annotated[str, BeforeValidator(_name)] | None = Field(
        None, pattern=r"^[A-Za-z][A-Za-z0-9_]{3,31}$", description="the @username that customers may write to"
    )
    default_locale: Annotated[str, AfterValidator(_locale)] = Field(
        "en", pattern=r"^[a-z]{2}$", description="a language of locales/, for people whose own is not there"
    )
    reference_prefix: str = Field("tg", pattern=r"^[A-Za-z0-9]{1,16}$", description="1–16 letters and digits")
    currency_label: str = Field("TON", pattern=r"^[^<>&\s]{1,8}$", description="how the currency is called, like TON")
    link_host: str = Field("t.me", pattern=r"^[a-z0-9.-]+$", description="the host of links to Telegram, like t.me")
    pinned_addresses: Addresses = Field(
        frozenset(), description="TON addresses that payments may go to, separated by commas; empty: any"
    )
    status_aliases: Aliases = Field(
        default_factory=dict,
        description="other names of statuses, like in_delivery=processing,done=completed",
    )
    price_tolerance_percent: Decimal = Field(Decimal(1), ge=0, le=100, description="a number from 0 to 100")
    max_unpaid_per_chat: int = Field(5, ge=1, le=100, description="a whole number from 1 to 100")
    max_unpaid_per_reseller: int = Field(50, ge=1, le=1000, description="a whole number from 1 to 1000")
    throttle_per_minute: int = Field(60, ge=5, le=10_000, description="updates a minute and chat, 5 to 10000")
    low_balance_ton: Decimal | None = Field(None, ge=0, le=10**9, description="an amount in TON; empty: no alert")
    stuck_after_minutes: int = Field(10, ge=1, le=10_000, description="whole minutes, 1 to 10000")
    partner_premium_field: str = Field(
        "months", pattern=_FIELD, description="the partner's name for the months of Premium, like months"
    )
    partner_payment_method: str = Field("ton_memo", pattern=_FIELD, description="a value of payment_method")
    partner_payment_currency: str = Field("TON", pattern=_FIELD, description="a value of payment_currency")
    partner_rps: int = Field(5, ge=1, le=1000, description="partner calls a second, 1 to 1000")
    telegram_rps: int = Field(30, ge=1, le=1000, description="Telegram calls a second, 1 to 1000")
    webhook_url: BaseUrl | None = Field(
        None, description="the public https:// address of this bot; empty: long polling"
    )
    webhook_secret: SecretStr | None = Field(None, description="1–256 characters of A–Z a–z 0–9 _ -")
    http_host: str = Field("127.0.0.1", description="the address that the bot's own HTTP server listens on")
    http_port: int = Field(
        0, ge=0, le=65535, description="a port from 0 to 65535; 0: no HTTP server (a webhook needs one)"
    )
    log_format: Literal["json", "console"] = Field("json", description="'json' or 'console'")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")

    @model_validator(mode="after")
    def _webhook_is_complete(self) -> "Settings":
        if self.webhook_url is None:
            return self
        secret = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise ValueError("WEBHOOK_SECRET: with WEBHOOK_URL, 1–256 characters of A–Z a–z 0–9 _ - are expected")
        if self.webhook_url.scheme != "https" and self.telegram_api_url.host == "api.telegram.org":
            raise ValueError("WEBHOOK_URL is wrong: expected the public https address, Telegram calls no other")
        if self.telegram_api_url.host == "api.telegram.org" and self.webhook_url.port not in WEBHOOK_PORTS:
            raise ValueError("WEBHOOK_URL is wrong: Telegram calls the ports 443, 80, 88 and 8443 only")
        if not self.http_port:
            raise ValueError("HTTP_PORT: with WEBHOOK_URL, the port that the proxy forwards to is expected")
        return self

    @property
    def bot_id(self) -> str:
        """The number before the colon of BOT_TOKEN."""
        return self.bot_token.get_secret_value().partition(":")[0]

    @property
    def create_fields(self) -> CreateFields:
        return CreateFields(self.partner_premium_field, self.partner_payment_method, self.partner_payment_currency)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values that no log may show."""
        values = (self.bot_token, self.partner_api_key, self.webhook_secret, self.redis_url)
        return tuple(value.get_secret_value() for value in values if value)


def load_settings(**values: object) -> Settings:
    """Reads the environment, then `.env`. Raises ConfigError with a line for each variable at fault.

    A missing variable in a folder without `.env` adds a line that says how to make the file.
    """
    folder = SECRETS_FOLDER if SECRETS_FOLDER.is_dir() else None
    try:
        settings = Settings(_secrets_dir=folder, **values)  # type: ignore[arg-type]  # the values are checked by pydantic
        lines = []
    except UnicodeDecodeError:
        raise ConfigError(".env is not in UTF-8: save it again in this encoding") from None
    except ValidationError as error:
        lines = [_explain(item["loc"], item["msg"]) for item in error.errors()]
        if any(" is missing: " in line for line in lines) and not Path(".env").exists():
            lines.append("no .env in this folder: cp .env.example .env, then fill in BOT_TOKEN and PARTNER_API_KEY")
    file = values.get("_env_file", ".env")
    names = [*os.environ, *(dotenv_values(str(file), encoding="utf-8-sig") if file else ())]
    lines += misspelt(names)
    if lines:
        raise ConfigError("\n".join(lines))
    return settings


def misspelt(names: Iterable[str]) -> list[str]:
    """A line for each name that is no setting and looks like one. Other programs' variables are further away."""
    known = [name.upper() for name in Settings.model_fields]
    near = {name: get_close_matches(name.upper(), known, 1, cutoff=0.9) for name in names if name.upper() not in known}
    return [f"{name} is no setting: did you mean {found[0]}?" for name, found in near.items() if found]


def _explain(location: tuple[int | str, ...], message: str) -> str:
    reason = message.removeprefix("Value error, ")
    if not location:  # a rule about several variables; its message names them
        return reason
    problem = "missing" if message == "Field required" else "wrong"
    if "still the placeholder" in message:
        problem = "wrong, still the placeholder of .env.example"
    elif location[0] == "redis_url":
        problem = message.replace("Value error", "wrong")
    name = str(location[0])
    line = f"{name.upper()} is {problem}: expected {Settings.model_fields[name].description}"
    return f"{line}; {reason}" if name in ("pinned_addresses", "status_aliases") else line
