"""The names of all Redis keys."""

ROOT = "{orders}"
"""The hash tag of the money core: all its keys live in one Redis Cluster slot, so one script may touch them all."""
