"""Carries jobs: takes one, computes it, stores what came of it."""
