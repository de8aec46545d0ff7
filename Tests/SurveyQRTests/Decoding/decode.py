"""decode.py DPI FILE…: what zbar and zxing-cpp read in images, in every page of PDFs, and in ESC/POS jobs.

Prints a line of JSON for each picture: {"file": …, "page": …, "zbar": [text…], "zxing": [text…]}.
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor

from slip_images import image, pdf_pages, zbar, zxing


def read(job):
    path, page, dpi = job
    picture = image(path, page, dpi)
    return {"file": path, "page": page, "zbar": zbar(picture), "zxing": zxing(picture)}


if __name__ == "__main__":
    dpi = int(sys.argv[1])
    jobs = [
        (path, page, dpi)
        for path in sys.argv[2:]
        for page in range(1, (pdf_pages(path) if path.endswith(".pdf") else 1) + 1)
    ]
    with ProcessPoolExecutor() as pool:
        for answer in pool.map(read, jobs, chunksize=4):
            print(json.dumps(answer))
