"""same.py FOLDER OTHER: compares every cell of each FOLDER/NAME.xlsx with that of OTHER/NAME.xlsx; a warning is an error.

{"NAME": {"cells": count, "differences": ["Sheet!A1: … ≠ …"]}}; numbers are the same to 14 digits.
"""

import json
import math
import pathlib
import sys
import warnings

import openpyxl

warnings.simplefilter("error")


def same(a, b):
    if isinstance(a, float) or isinstance(b, float):
        return type(b) in (int, float) and math.isclose(a, b, rel_tol=1e-14)
    return a == b and type(a) is type(b)


answer = {}
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx")):
    ours, theirs = openpyxl.load_workbook(file), openpyxl.load_workbook(pathlib.Path(sys.argv[2]) / file.name)
    cells, differences = 0, []
    if ours.sheetnames != theirs.sheetnames:
        differences.append(f"{ours.sheetnames} ≠ {theirs.sheetnames}")
    else:
        for sheet in ours.worksheets:
            other = theirs[sheet.title]
            places = {cell.coordinate for row in [*sheet.iter_rows(), *other.iter_rows()] for cell in row}
            for place in sorted(places):
                a, b = sheet[place].value, other[place].value
                cells += a is not None
                if not same(a, b):
                    differences.append(f"{sheet.title}!{place}: {a!r} ≠ {b!r}")
    answer[file.stem] = {"cells": cells, "differences": differences}
json.dump(answer, sys.stdout)
