"""All that is known of Office Open XML, by the names of its elements."""
