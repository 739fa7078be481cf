"""Actions from an Excel workbook: unpacked, read, compared with the plan, shown, and written once confirmed."""
