"""Rules that the figures must keep, each a small function that says where its rule comes from."""
