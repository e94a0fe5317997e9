"""Jeoul's Django project and app."""

__version__ = "0.1.0"
