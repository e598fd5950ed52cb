"""Parts of the page Merge: the queue, the versions beside each other, what is to be decided."""
