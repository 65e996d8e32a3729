"""Files that people and the bot sent: named by a file_id, shown as photo sizes or as a document."""

import itertools
import mimetypes
import struct
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.telegram_api.rules import BotApiError

Json = dict[str, Any]

_IMAGES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp"}


@dataclass(frozen=True)
class StoredFile:
    id: str
    name: str
    mime: str
    content: bytes
    path: str
    width: int = 0
    height: int = 0

    def _card(self) -> Json:
        return {
            "file_id": self.id,
            "file_unique_id": f"u{self.id[-12:]}",
            "file_size": len(self.content),
        }

    def as_file(self) -> Json:
        return self._card() | {"file_path": self.path}

    def as_document(self) -> Json:
        return self._card() | {"file_name": self.name, "mime_type": self.mime}

    def as_photo(self) -> list[Json]:
        """Telegram sends several sizes, smallest first; here each names the same bytes."""
        scale = min(1.0, 90 / max(self.width, self.height))
        small = {"width": max(1, round(self.width * scale)), "height": max(1, round(self.height * scale))}
        return [self._card() | small, self._card() | {"width": self.width, "height": self.height}]


@dataclass
class Files:
    stored: dict[str, StoredFile] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def keep(self, name: str, content: bytes, *, photo: bool = False) -> StoredFile:
        """Raises BotApiError (400) for an empty file and for a photo that is none."""
        if not content:
            raise BotApiError(400, "file must be non-empty")
        kind = next((kind for magic, kind in _IMAGES.items() if content.startswith(magic)), None)
        if photo and kind is None:
            raise BotApiError(400, "IMAGE_PROCESS_FAILED")
        number = next(self._numbers)
        width, height = _png_size(content) if kind == "png" else (512, 512)
        file_id = f"{'AgACAgIAAxkBAAI' if photo else 'BQACAgIAAxkBAAI'}{number:012d}"
        path = f"photos/file_{number}.{kind}" if photo else f"documents/{number}/{name}"
        mime = mimetypes.guess_type(path)[0] or "application/octet-stream"
        file = StoredFile(file_id, name, mime, content, path, width, height)
        self.stored[file_id] = file
        return file

    def find(self, file_id: str) -> StoredFile:
        try:
            return self.stored[file_id]
        except KeyError:
            reason = "wrong file identifier/HTTP URL specified"
            raise BotApiError(400, reason) from None

    def at(self, path: str) -> StoredFile | None:
        return next((file for file in self.stored.values() if file.path == path), None)


def _png_size(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", content[16:24].ljust(8, b"\0"))
    if not (0 < width <= 10_000 and 0 < height <= 10_000 and max(width, height) <= 20 * min(width, height)):
        raise BotApiError(400, "PHOTO_INVALID_DIMENSIONS")
    return width, height
