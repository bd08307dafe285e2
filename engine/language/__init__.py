"""The managers' language: reading their files, checking them together, and what they then mean as plain data."""
