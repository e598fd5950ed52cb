"""Out of the vault: a word first, a line in the export register, then the file or the paper."""
