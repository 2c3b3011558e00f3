"""The pages: each a page of the app."""
