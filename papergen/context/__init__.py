"""What a template may name: typed, checked, and traced to its cells."""
