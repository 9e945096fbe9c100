"""A library in, a folder of pages out."""
