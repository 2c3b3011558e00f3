"""Values of HTTP headers that several answers have."""

IMMUTABLE = "public, max-age=31536000, immutable"  # the address changes with the content
NO_STORE = {"Cache-Control": "no-store"}
KEPT = {"Cache-Control": IMMUTABLE}
OCTET_STREAM = "application/octet-stream"
MIME_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
