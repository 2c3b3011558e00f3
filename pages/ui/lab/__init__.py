"""The MNIST lab: its link, its numbers over HTTP and a socket, its gallery."""
