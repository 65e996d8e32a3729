"""Screens: pure functions from data and texts to a `Screen`. They fetch and send nothing."""
