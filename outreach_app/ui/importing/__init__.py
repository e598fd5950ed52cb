"""The page that takes a spreadsheet in, in parts."""
