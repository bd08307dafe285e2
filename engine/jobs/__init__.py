"""Bells over Redis and what they set going. Only this package and the worker process know RQ."""
