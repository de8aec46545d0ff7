"""sheet.py FILE.xlsx: what openpyxl reads in the first sheet, as JSON; a warning is an error.

{"cells": {"A1": [value, number format]}, "merged": […], "widths": {"A": …}, "print_area": …, "one_page_wide": …, "orientation": …,
"titles": …, "title_columns": …, "column_breaks": […], "heights": {"1": …}, "frozen": …, "title": …}
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
        "title_columns": sheet.print_title_cols,
        "column_breaks": [mark.id for mark in sheet.col_breaks.brk],
        "heights": {str(name): row.height for name, row in sheet.row_dimensions.items() if row.height},
        "titles": sheet.print_title_rows,
        "frozen": sheet.freeze_panes,
        "title": book.properties.title,
    },
    sys.stdout,
)
