"""Procedures that are not negotiated, from one assess.toml: order, reasons, derivations and notes."""
