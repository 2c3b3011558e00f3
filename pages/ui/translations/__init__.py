"""The catalogs of texts, by language: written (`.po`), and compiled for Python and the browser."""
