"""Word forms: filled in, and read into papers."""
