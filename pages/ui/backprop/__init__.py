"""The backward pass: its link, its gallery, its answer over HTTP."""
