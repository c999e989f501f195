"""What the end-to-end tests and the benchmarks share: real programs, run on loopback and measured.

Python's standard library only.
"""
