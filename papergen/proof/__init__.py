"""Proof that papers agree with their workbooks, and keeping them so."""
