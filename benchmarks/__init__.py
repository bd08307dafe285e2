"""Measurements that are too long or too noisy to be tests. ``python -m benchmarks.kill --help`` and its neighbours."""
