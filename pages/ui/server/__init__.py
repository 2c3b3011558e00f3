"""The process and HTTP: files, security headers, where to listen, what is compiled ahead."""
