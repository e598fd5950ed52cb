"""The page Sync, part by part."""
