"""The race: its link, its numbers over HTTP, its gallery."""
