"""Many dimensions: their link, gallery, and what a browser fetches."""
