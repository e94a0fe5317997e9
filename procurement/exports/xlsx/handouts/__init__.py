"""Workbooks that go out before a tender closes, and the same workbooks as they come back."""
