"""Workbooks of the procedures that are not negotiated, one file a kind over shared blocks."""
