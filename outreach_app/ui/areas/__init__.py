"""Areas as they lie in each other, what becomes of them, and what lies in them."""
