"""Where things are: shapes, projections, boundary files. Pure; positions are (longitude, latitude)."""
