"""From context to paper: templates, Markdown, numbering."""
