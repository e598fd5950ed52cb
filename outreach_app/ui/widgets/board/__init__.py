"""Cards in columns, moved with the mouse or from the keyboard. It knows no records."""
