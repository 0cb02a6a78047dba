"""Prints a workbook as JSON, by openpyxl: its sheets, each with its cells, widths and frozen cell."""
import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps([
    {
        "name": sheet.title,
        "frozen": sheet.freeze_panes,
        "widths": [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]],
        "rows": [[[cell.data_type, cell.value] for cell in row] for row in sheet.iter_rows()],
    }
    for sheet in book
]))
