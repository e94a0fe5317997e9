"""Forms that come back: read, held against the forms that went out, summed up, and stored whole or not at all."""
