"""Transfer: its link, gallery, and what a browser fetches and watches."""
