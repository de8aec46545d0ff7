"""Pictures of slips from what a printer gets, and what two independent decoders read in them."""

import re
import subprocess
import sys

import numpy as np
import zxingcpp
from PIL import Image


def escpos_image(data):
    """What a thermal printer puts on paper; stops at any command that a slip has no use for."""
    rows, width, at, cut = [], 0, 0, False
    while at < len(data):
        assert not cut, "bytes after the cut"
        if data[at : at + 2] == b"\x1b@":
            at += 2
        elif data[at : at + 2] == b"\x1bJ":
            rows += [None] * data[at + 2]
            at += 3
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


def image(path, page, dpi):
    if path.endswith(".escpos"):
        with open(path, "rb") as file:
            return escpos_image(file.read())
    if path.endswith(".pdf"):
        command = ["pdftoppm", "-r", str(dpi), "-gray", "-f", str(page), "-l", str(page), path]
        pgm = subprocess.run(command, check=True, capture_output=True).stdout
        _, size, _, pixels = pgm.split(b"\n", 3)
        width, height = map(int, size.split())
        return Image.frombytes("L", (width, height), pixels)
    return Image.open(path).convert("L")


def zxing(picture):
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]


def zbar(picture):
    pgm = b"P5 %d %d 255\n" % picture.size + picture.tobytes()
    command = ["zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", "pgm:-"]
    run = subprocess.run(command, input=pgm, capture_output=True, text=False)
    # 4 says that nothing was found, which is for the caller to judge.
    if run.returncode not in (0, 4):
        sys.exit(f"zbarimg: {run.stderr.decode()}")
    return run.stdout.decode().split()
