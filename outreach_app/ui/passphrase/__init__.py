"""Choosing a passphrase: typed twice, its strength in words, or made by chance."""
