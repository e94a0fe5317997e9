"""Running the measurement itself: the grid, its steps, GuideLLM as a child, what was finished and what it says."""
