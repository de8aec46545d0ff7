"""Prints what zxing-cpp reads in each image, a line for each file, empty where it reads nothing."""

import sys
from concurrent.futures import ProcessPoolExecutor

import zxingcpp
from PIL import Image


def read(path):
    found = zxingcpp.read_barcodes(Image.open(path).convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return found[0].text if found else ""


if __name__ == "__main__":
    with ProcessPoolExecutor() as pool:
        for text in pool.map(read, sys.argv[1:], chunksize=8):
            print(text)
