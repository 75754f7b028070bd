"""What the sample meeting holds. Figures that were never published are marked illustrative."""
