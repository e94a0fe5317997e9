"""The only writers: each function is one transaction and one entry of the record."""
