"""How a page stands in a URL: reading, writing, what was put right."""
