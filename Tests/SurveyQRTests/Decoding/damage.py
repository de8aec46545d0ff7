"""damage.py LAYOUT FILE LINK [FILE LINK]…: how many slips are still read after each step of a ladder of damage.

The files are ESC/POS jobs at 203 dpi. Prints a line of JSON for each step: {"damage": …, "step": …, "of": n,
"zbar": read, "zxing": read}. Everything random comes from a seed made of the damage, the step and the slip's number, so
that a figure changes only when the slips do.

LAYOUT is `as-printed`, or what a worse one would have made of the same slips: `no-quiet-zone` puts a frame around the
symbol without a gap; `no-whole-dots` prints it a little smaller, so that modules differ in width by a dot.
"""

import json
import math
import sys
import zlib
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from slip_images import image, zbar, zxing

DOTS = 203 / 25.4  # in a millimetre
SCALE = 2  # pixels of the worked picture in a dot
AROUND = 7  # millimetres around the symbol that a phone sees


def symbol_box(picture):
    at = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)[0].position
    corners = [at.top_left, at.top_right, at.bottom_left, at.bottom_right]
    xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
    return min(xs), min(ys), max(xs) + 1, max(ys) + 1


def blur(picture, box, millimetres, rng):
    """Out of focus: a Gaussian of this standard deviation."""
    return picture.filter(ImageFilter.GaussianBlur(millimetres * DOTS * SCALE))


def fade(picture, box, contrast, rng):
    """An old or badly heated print: black keeps this much of its contrast, under a camera's noise."""
    pixels = 235 - (255 - np.asarray(picture, float)) * contrast * 235 / 255
    return Image.fromarray(np.clip(pixels + rng.normal(0, 9, pixels.shape), 0, 255).astype(np.uint8))


def blob(picture, box, share, rng):
    """A stain or a stamp over this share of the symbol; not on the finder patterns, without which nothing is found."""
    left, top, right, bottom = box
    side = right - left
    radius = side * math.sqrt(share / math.pi)
    finder = side * 8 / 33
    while True:
        x, y = rng.uniform(left + radius, right - radius), rng.uniform(top + radius, bottom - radius)
        near = lambda a, b: math.hypot(max(0, abs(x - a) - finder / 2), max(0, abs(y - b) - finder / 2)) < radius
        half = finder / 2
        if not any(near(a, b) for a, b in [(left + half, top + half), (right - half, top + half), (left + half, bottom - half)]):
            break
    pixels = np.array(picture)
    ys, xs = np.ogrid[: pixels.shape[0], : pixels.shape[1]]
    pixels[(xs - x) ** 2 + (ys - y) ** 2 < radius**2] = rng.choice([30, 225])
    return Image.fromarray(pixels)


def fold(picture, box, millimetres, rng):
    """A crease across the symbol that has lost its black over this width; what lies beyond is darker and shifted."""
    left, top, right, bottom = box
    angle = rng.uniform(-0.4, 0.4) + rng.choice([0, math.pi / 2])
    x, y = (left + right) / 2 + rng.uniform(-0.25, 0.25) * (right - left), (top + bottom) / 2
    pixels = np.asarray(picture, float)
    ys, xs = np.mgrid[: pixels.shape[0], : pixels.shape[1]]
    away = (ys - y) * math.cos(angle) - (xs - x) * math.sin(angle)
    shift = round(0.3 * DOTS * SCALE)
    beyond = np.roll(pixels, (shift, shift), (0, 1)) * 0.7
    pixels = np.where(away > 0, beyond, pixels)
    pixels[np.abs(away) < millimetres * DOTS * SCALE / 2] = 200
    return Image.fromarray(pixels.astype(np.uint8))


def tilt(picture, box, degrees, rng):
    """Seen from this far off the perpendicular, in a random direction, from 15 cm."""
    width, height = picture.size
    distance = 150 * DOTS * SCALE
    turn, lean = rng.uniform(0, 2 * math.pi), math.radians(degrees)
    axis = np.array([math.cos(turn), math.sin(turn), 0])
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    rotation = np.eye(3) + math.sin(lean) * cross + (1 - math.cos(lean)) * cross @ cross
    flat = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, wanted = [], []
    for u, v in flat:
        x, y, z = rotation @ np.array([u - width / 2, v - height / 2, 0])
        s = distance / (distance + z)
        a, b = x * s + width / 2, y * s + height / 2
        # From where in the picture each seen corner comes: eight unknowns of the plane's perspective.
        rows += [[a, b, 1, 0, 0, 0, -u * a, -u * b], [0, 0, 0, a, b, 1, -v * a, -v * b]]
        wanted += [u, v]
    terms = np.linalg.solve(np.array(rows), np.array(wanted))
    return picture.transform(picture.size, Image.Transform.PERSPECTIVE, terms, Image.Resampling.BICUBIC, fillcolor=255)


def dead(picture, box, columns, rng):
    """Elements of the thermal head that print nothing: columns of one dot, white from top to bottom."""
    pixels = np.array(picture)
    left, _, right, _ = box
    for dot in rng.choice(np.arange(int(left) // SCALE, int(right) // SCALE), columns, replace=False):
        pixels[:, dot * SCALE : (dot + 1) * SCALE] = 255
    return Image.fromarray(pixels)


LADDER = {
    blur: [0.15, 0.2, 0.25, 0.3, 0.35],
    fade: [0.4, 0.2, 0.1],
    blob: [0.05, 0.1, 0.14],
    fold: [0.4, 0.8, 1.2],
    tilt: [20, 35, 45, 55],
    dead: [1, 2, 3],
}


def no_quiet_zone(picture):
    left, top, right, bottom = symbol_box(picture)
    width = round((right - left) / 33 * 4)
    pixels = np.array(picture)
    symbol = pixels[top:bottom, left:right].copy()
    pixels[top - width : bottom + width, left - width : right + width] = 0
    pixels[top:bottom, left:right] = symbol
    return Image.fromarray(pixels)


def no_whole_dots(picture):
    return picture.resize((round(picture.width * 0.85), round(picture.height * 0.85)), Image.Resampling.NEAREST)


LAYOUTS = {"as-printed": lambda picture: picture, "no-quiet-zone": no_quiet_zone, "no-whole-dots": no_whole_dots}


def read(job):
    layout, path, link, number = job
    picture = LAYOUTS[layout](image(path, 1, 203))
    try:
        left, top, right, bottom = symbol_box(picture)
    except IndexError:
        # Not even found before any damage.
        return [(damage.__name__, step, False, False) for damage, steps in LADDER.items() for step in steps]
    margin = round(AROUND * DOTS)
    picture = picture.crop((left - margin, top - margin, right + margin, bottom + margin))
    picture = picture.resize((picture.width * SCALE, picture.height * SCALE), Image.Resampling.NEAREST)
    box = tuple(value * SCALE for value in (margin, margin, margin + right - left, margin + bottom - top))
    answers = []
    for damage, steps in LADDER.items():
        for step in steps:
            rng = np.random.default_rng(zlib.crc32(f"{damage.__name__} {step} {number}".encode()))
            damaged = damage(picture, box, step, rng)
            # The camera's own grid does not fall in with the dots.
            seen = damaged.resize((round(damaged.width * 0.47), round(damaged.height * 0.47)), Image.Resampling.BILINEAR)
            answers.append((damage.__name__, step, zbar(seen) == [link], zxing(seen) == [link]))
    return answers


if __name__ == "__main__":
    layout, *files = sys.argv[1:]
    jobs = [(layout, path, link, number) for number, (path, link) in enumerate(zip(files[::2], files[1::2]))]
    with ProcessPoolExecutor() as pool:
        answers = list(pool.map(read, jobs))
    for rung in zip(*answers):
        damage, step = rung[0][:2]
        counts = {"zbar": sum(one[2] for one in rung), "zxing": sum(one[3] for one in rung)}
        print(json.dumps({"damage": damage, "step": step, "of": len(rung), **counts}))
