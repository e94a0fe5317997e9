"""Devices and published figures as data: value, source, date and confidence per field."""

from benchmarks.catalogue.hardware import UnknownDevice, device, devices, server, servers
from benchmarks.catalogue.publications import UnknownPublication, publication, published, published_all

__all__ = [
    "UnknownDevice",
    "UnknownPublication",
    "device",
    "devices",
    "publication",
    "published",
    "published_all",
    "server",
    "servers",
]
