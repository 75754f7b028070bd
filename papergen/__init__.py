"""Committee papers in Word, PDF and HTML from Excel workbooks, in agreement to the last figure."""
