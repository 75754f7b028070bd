"""Papers rendered: Word, HTML and PDF, and the charts in the latter two."""
