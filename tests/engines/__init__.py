"""The main paths in Firefox and WebKit: `make test-engines`."""
