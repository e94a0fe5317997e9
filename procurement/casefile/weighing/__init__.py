"""Weights before bids open, from one file: direct points, swings or pairwise judgments, to whole points."""
