"""decode.py DPI FILE…: what zbar and zxing-cpp read in images, in every page of PDFs, and in ESC/POS jobs.

Prints a line of JSON for each picture, in order: {"file": …, "page": …, "zbar": [text…], "zxing": [text…]}.
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor

from slip_images import images, pdf_pages, zbar, zxing

# Pages of a PDF that are drawn at once, and small pictures that one process takes at once.
PAGES = 4
PICTURES = 16


def read(job):
    dpi, parts = job
    return [
        {"file": path, "page": page, "zbar": zbar(picture), "zxing": zxing(picture)}
        for path, first, last in parts
        for page, picture in enumerate(images(path, first, last, dpi), first)
    ]


def jobs(paths, dpi):
    singles = []
    for path in paths:
        if path.endswith(".pdf"):
            last = pdf_pages(path)
            for page in range(1, last + 1, PAGES):
                yield dpi, [(path, page, min(page + PAGES - 1, last))]
        else:
            singles.append((path, 1, 1))
    for start in range(0, len(singles), PICTURES):
        yield dpi, singles[start : start + PICTURES]


if __name__ == "__main__":
    answers = []
    with ProcessPoolExecutor() as pool:
        for answer in pool.map(read, jobs(sys.argv[2:], int(sys.argv[1]))):
            answers += answer
    order = {path: place for place, path in enumerate(sys.argv[2:])}
    for answer in sorted(answers, key=lambda answer: (order[answer["file"]], answer["page"])):
        print(json.dumps(answer))
