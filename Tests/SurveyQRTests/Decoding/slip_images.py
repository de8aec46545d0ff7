"""Pictures of slips from what a printer gets, and what two independent decoders read in them."""

import re
import subprocess

import numpy as np
import zxingcpp
from PIL import Image
from pyzbar import pyzbar


def escpos_image(data, dpi):
    """What a thermal printer of this resolution puts on paper; stops at any command that a slip has no use for."""
    rows, width, at, cut, unit = [], 0, 0, False, None
    while at < len(data):
        assert not cut, "bytes after the cut"
        if data[at : at + 2] == b"\x1b@":
            at += 2
        elif data[at : at + 2] == b"\x1bJ":
            assert unit, "a feed in the printer's own unit, whatever that is"
            rows += [None] * (data[at + 2] * unit)
            at += 3
        elif data[at : at + 2] == b"\x1dP":
            unit = round(dpi / data[at + 3])
            assert dpi % data[at + 3] == 0, f"a unit of no whole dots: 1/{data[at + 3]} inch at {dpi} dpi"
            at += 4
        elif data[at : at + 4] == b"\x1dv0\x00":
            width, height = (int.from_bytes(data[i : i + 2], "little") for i in (at + 4, at + 6))
            at += 8
            assert height <= 256 and at + width * height <= len(data), "a band too high or cut short"
            rows += [data[at + i * width : at + (i + 1) * width] for i in range(height)]
            at += width * height
        elif data[at : at + 3] == b"\x1dVB":
            cut, at = True, at + 4
        else:
            raise AssertionError(f"unknown command {data[at:at + 4].hex()} at {at}")
    assert cut, "no cut"
    bits = np.frombuffer(b"".join(row or bytes(width) for row in rows), np.uint8)
    return Image.fromarray(np.where(np.unpackbits(bits), 0, 255).astype(np.uint8).reshape(len(rows), width * 8))


def pdf_pages(path):
    info = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", info).group(1))


def images(path, first, last, dpi):
    """The pages of a PDF from first to last, or the one picture of another file."""
    if path.endswith(".escpos"):
        with open(path, "rb") as file:
            return [escpos_image(file.read(), dpi)]
    if not path.endswith(".pdf"):
        return [Image.open(path).convert("L")]
    command = ["pdftoppm", "-r", str(dpi), "-gray", "-f", str(first), "-l", str(last), path]
    pgm = subprocess.run(command, check=True, capture_output=True).stdout
    pages = []
    while pgm:
        _, size, _, rest = pgm.split(b"\n", 3)
        width, height = map(int, size.split())
        pages.append(Image.frombytes("L", (width, height), rest[: width * height]))
        pgm = rest[width * height :]
    return pages


def image(path, page, dpi):
    return images(path, page, page, dpi)[0]


# Since version 3, QRCode stands for Micro QR as well, whose few check bits see a symbol in a finder pattern now and then.
QR = getattr(zxingcpp.BarcodeFormat, "QRCodeModel2", zxingcpp.BarcodeFormat.QRCode)


def zxing(picture):
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=QR)]


def zbar(picture):
    return [found.data.decode() for found in pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])]
