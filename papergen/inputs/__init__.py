"""From files to cells: workbooks and meeting.toml, read as they stand."""
