"""A signal on its way: handed in, decided on, and told to those who gave it."""
