"""From rendered papers to what is published."""
