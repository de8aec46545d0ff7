"""sheet.py FILE.xlsx: what openpyxl reads in the first sheet, as JSON; a warning is an error.

{"cells": {"A1": [value, number format]}, "merged": […], "widths": {"A": …}, "print_area": …, "one_page_wide": …, "orientation": …,
"titles": …, "frozen": …, "title": …}
"""

import json
import sys
import warnings

import openpyxl

warnings.simplefilter("error")
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.worksheets[0]
cells = {
    cell.coordinate: [
        cell.value.date().isoformat() if hasattr(cell.value, "date") else cell.value, cell.number_format, cell.data_type
    ]
    for row in sheet.iter_rows()
    for cell in row
    if cell.value is not None
}
json.dump(
    {
        "cells": cells,
        "merged": sorted(str(area) for area in sheet.merged_cells.ranges),
        "widths": {name: column.width for name, column in sheet.column_dimensions.items()},
        "print_area": sheet.print_area,
        # A width that is not written is one page.
        "one_page_wide": bool(sheet.sheet_properties.pageSetUpPr.fitToPage) and sheet.page_setup.fitToWidth in (None, 1),
        "orientation": sheet.page_setup.orientation,
        "titles": sheet.print_title_rows,
        "frozen": sheet.freeze_panes,
        "title": book.properties.title,
    },
    sys.stdout,
)
