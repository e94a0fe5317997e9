"""검수: what was delivered held against what was bid."""
