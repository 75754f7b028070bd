"""The templates that papergen ships: text, Word and page styles."""
