"""The boards of needs and signals: what their cards say, and what moving one asks."""
