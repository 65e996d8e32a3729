"""A wallet link as a picture that another phone can scan from the screen."""

import zlib
from struct import pack

import segno

_PIXELS = 450  # about what a phone shows of a photo in a chat; more is only scaled down
_BORDER = 4  # modules of quiet around the code, as the standard asks
_MASK = 4  # any of the eight can be scanned; trying them all for the prettiest takes longer than all the rest
_INK = bytes.maketrans(b"\0\1", b"10")  # in a picture of one bit a pixel, 1 is white


def qr_png(text: str) -> bytes:
    """A QR code of at least error level M as a PNG of 400 to 600 pixels; takes a few milliseconds of CPU."""
    code = segno.make_qr(text, error="m", mask=_MASK)
    modules, _ = code.symbol_size(border=_BORDER)
    scale = max(1, round(_PIXELS / modules))
    return _png([bytes(row).translate(_INK).decode() for row in code.matrix_iter(border=_BORDER)], scale)


def _png(rows: list[str], scale: int) -> bytes:
    """segno's own writer packs its pixels one by one: two thirds of a picture's time."""
    side = len(rows) * scale
    width = -(-side // 8)
    lines = ("".join(pixel * scale for pixel in row).ljust(width * 8, "0") for row in rows)
    pixels = b"".join((b"\0" + int(line, 2).to_bytes(width, "big")) * scale for line in lines)
    header = pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
