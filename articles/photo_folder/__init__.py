"""Many photos taken in at once, from single files and zip archives."""
