"""A wallet link as a picture that another phone can scan from the screen."""

import io

import segno

_PIXELS = 450  # about what a phone shows of a photo in a chat; more is only scaled down
_BORDER = 4  # modules of quiet around the code, as the standard asks
_MASK = 4  # any of the eight can be scanned; trying them all for the prettiest takes longer than all the rest


def qr_png(text: str) -> bytes:
    """A QR code of at least error level M as a PNG of 400 to 600 pixels; takes a few milliseconds of CPU."""
    code = segno.make_qr(text, error="m", mask=_MASK)
    modules, _ = code.symbol_size(border=_BORDER)
    png = io.BytesIO()
    code.save(png, kind="png", scale=max(1, round(_PIXELS / modules)), border=_BORDER, compresslevel=1)
    return png.getvalue()
