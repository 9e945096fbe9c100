"""The unit itself: what the extractor and the site builder share."""

__version__ = "0.1.0"
