"""What the server sends: compressed, cached, guarded, and little enough for a first visit."""

import gzip
import http.client
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.middleware import Middleware
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.ui import guard, launch, serving
from tests.conftest import ROOT, Server
