"""The REST API, version 1: the services and selectors of the web for other systems."""
