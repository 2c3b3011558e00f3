"""Inside one step: its link, gallery, and what a browser fetches."""
