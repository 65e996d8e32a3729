"""Formatted text as Telegram reads it: HTML becomes entities, lengths are counted in UTF-16 units.

The grammar and the error texts follow TDLib's `parse_html`, which is what api.telegram.org runs. One habit
surprises people: an `&` that begins no known reference is not an error there, it stays an `&`.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.telegram_api.rules import BotApiError

Entity = dict[str, Any]

TEXT_LIMIT = 4096  # UTF-16 units after parsing
CAPTION_LIMIT = 1024
ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_PIECE = re.compile(
    r"""
      </(?P<end>[^\s>]*)\s*(?P<end_closed>>?)
    | <(?P<start>[^\s>]*)(?P<attributes>(?:"[^"]*"|'[^']*'|[^>"'])*)(?P<start_closed>>?)
    | (?P<reference>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|lt|gt|amp|quot);)
    | (?P<plain>[^<&]+|&)
    """,
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.\-]+))?""")
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
_LINK = re.compile(r"(?i)^(?:(?:https?|tg|ton)://\S+|[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?)$")
_DETECTED = re.compile(
    r"(?P<url>(?:https?://|(?<![\w.@/])t\.me/)[^\s<>\"]+[^\s<>\".,;:!?)])"
    r"|(?<![\w/@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})(?![\w])"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{4,32})?)(?![\w/])"
)


def utf16(text: str) -> int:
    """Length in UTF-16 code units, the unit of every offset and limit of the Bot API."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True)
class Formatted:
    text: str
    entities: list[Entity] = field(default_factory=list)

    def as_text(self) -> dict[str, Any]:
        return {"text": self.text} | ({"entities": self.entities} if self.entities else {})

    def as_caption(self) -> dict[str, Any]:
        if not self.text:
            return {}
        return {"caption": self.text} | ({"caption_entities": self.entities} if self.entities else {})


@dataclass
class _Tag:
    name: str
    entity: Entity
    offset: int


def formatted(text: str, parse_mode: str | None, entities: list[Entity] | None = None) -> Formatted:
    """What a message will hold. Explicit entities are taken when there is no parse mode, as Telegram does.

    Raises BotApiError (400) with Telegram's words when the markup is broken.
    """
    if not parse_mode:
        plain, marks = text, list(entities or [])
    elif parse_mode.lower() == "html":
        plain, marks = _Reader(text).read()
    else:
        raise BotApiError(400, "unsupported parse_mode")
    plain, marks = _trimmed(plain, marks)
    marks += detected(plain, marks)
    return Formatted(plain, sorted(marks, key=lambda mark: (mark["offset"], -mark["length"])))


def message_text(text: str, parse_mode: str | None, entities: list[Entity] | None = None) -> Formatted:
    """A message's text: 1–4096 units after parsing."""
    result = formatted(text, parse_mode, entities)
    if not result.text:
        raise BotApiError(400, "message text is empty")
    if utf16(result.text) > TEXT_LIMIT:
        raise BotApiError(400, "message is too long")
    return result


def message_caption(text: str, parse_mode: str | None, entities: list[Entity] | None = None) -> Formatted:
    """A caption: 0–1024 units after parsing."""
    result = formatted(text, parse_mode, entities)
    if utf16(result.text) > CAPTION_LIMIT:
        raise BotApiError(400, "message caption is too long")
    return result


def detected(text: str, taken: list[Entity] | None = None) -> list[Entity]:
    """Links, mentions and commands that Telegram finds by itself, outside of what is already marked."""
    busy = [range(mark["offset"], mark["offset"] + mark["length"]) for mark in taken or [] if _closed(mark)]
    found = []
    for match in _DETECTED.finditer(text):
        offset, length = utf16(text[: match.start()]), utf16(match.group())
        if not any(offset < span.stop and span.start < offset + length for span in busy):
            found.append({"type": str(match.lastgroup), "offset": offset, "length": length})
    return found


def _closed(mark: Entity) -> bool:
    return mark["type"] in {"code", "pre", "text_link", "mention", "url", "bot_command"}


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Telegram strips the blanks around a text; entities move and shrink with it."""
    lead = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    size = utf16(text)
    kept = []
    for mark in entities:
        start = max(mark["offset"] - lead, 0)
        end = min(mark["offset"] + mark["length"] - lead, size)
        if end > start:
            kept.append(mark | {"offset": start, "length": end - start})
    return text, kept


class _Reader:
    """Reads one HTML text from left to right, with the tags that are open on a stack."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._text: list[str] = []
        self._length = 0
        self._open: list[_Tag] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        for piece in _PIECE.finditer(self._source):
            if piece["end"] is not None:
                self._end(piece)
            elif piece["start"] is not None:
                self._start(piece)
            else:
                self._write(html.unescape(piece.group()) if piece["reference"] else piece.group())
        if self._open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        return "".join(self._text), self._entities

    def _write(self, text: str) -> None:
        self._text.append(text)
        self._length += utf16(text)

    def _at(self, piece: re.Match[str]) -> str:
        return f"at byte offset {len(self._source[: piece.start()].encode())}"

    def _start(self, piece: re.Match[str]) -> None:
        name, attributes = piece["start"].lower(), piece["attributes"]
        if not attributes and not piece["start_closed"]:
            raise _broken(f"Unclosed start tag {self._at(piece)}")
        if name not in ENTITY_OF_TAG:
            raise _broken(f'Unsupported start tag "{name}" {self._at(piece)}')
        if not piece["start_closed"]:
            raise _broken(f'Unclosed start tag "{name}" {self._at(piece)}')
        entity = self._entity(name, dict(_attributes(attributes)), self._at(piece))
        self._open.append(_Tag(name, entity, self._length))

    def _entity(self, name: str, attributes: dict[str, str], where: str) -> Entity:
        kind = ENTITY_OF_TAG[name]
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _broken(f'Tag "span" must have class "tg-spoiler" {where}')
        if name == "blockquote" and "expandable" in attributes:
            kind = "expandable_blockquote"
        if name == "tg-time":
            unix, shape = attributes.get("unix", ""), attributes.get("format", "")
            if not re.fullmatch(r"[1-9]\d{0,9}", unix) or not _TIME_FORMAT.fullmatch(shape):
                raise _broken(f'Tag "tg-time" has an invalid time or format {where}')
            return {"type": kind, "unix_time": int(unix)} | ({"date_time_format": shape} if shape else {})
        language = attributes.get("class", "").removeprefix("language-") if name == "code" else ""
        extra = {"url": attributes.get("href"), "custom_emoji_id": attributes.get("emoji-id")}
        extra["language"] = language
        return {"type": kind} | {key: value for key, value in extra.items() if value}

    def _end(self, piece: re.Match[str]) -> None:
        name = piece["end"].lower()
        if not self._open:
            raise _broken(f"Unexpected end tag {self._at(piece)}")
        if not piece["end_closed"]:
            raise _broken(f"Unclosed end tag {self._at(piece)}")
        tag = self._open.pop()
        if name and name != tag.name:
            raise _broken(f'Unmatched end tag {self._at(piece)}, expected "</{tag.name}>", found "</{name}>"')
        self._close(tag)

    def _close(self, tag: _Tag) -> None:
        length = self._length - tag.offset
        entity: Entity = {"offset": tag.offset, "length": length} | tag.entity
        if tag.name == "a":
            written = "".join(self._text).encode("utf-16-le")[tag.offset * 2 :].decode("utf-16-le")
            entity["url"] = entity.get("url") or written
            if not _LINK.match(entity["url"]):
                return  # a link to nowhere is plain text
        language = entity.pop("language", None)
        if tag.name == "code" and self._open and self._open[-1].name == "pre":
            if language:
                self._open[-1].entity["language"] = language
            return  # <pre><code class="language-x"> is one block
        if tag.name == "pre" and language:
            entity["language"] = language
        if length:
            self._entities.append(entity)


def _attributes(source: str) -> Iterator[tuple[str, str]]:
    for name, value in _ATTRIBUTE.findall(source):
        yield name.lower(), html.unescape(value.strip("\"'"))


def _broken(reason: str) -> BotApiError:
    return BotApiError(400, f"can't parse entities: {reason}")
