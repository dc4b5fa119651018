"""One file (or folder) per file format; a format is told by content, never by name.

Each format module offers `NAME`, `recognizes(head)` and `read(data, limits)`: bytes in, so that
what was hashed is what was read, and nothing but the run itself opens files.
"""
