"""Moving averages: their link, gallery, and what a browser fetches."""
