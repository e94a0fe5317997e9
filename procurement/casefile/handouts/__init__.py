"""A tender folder as what is handed out before it closes: forms, specification, makers that can meet it."""
