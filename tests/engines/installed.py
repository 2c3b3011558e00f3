"""Which other browsers there are: `python -m tests.engines.installed` installs Debian's."""

import os
import shutil
import subprocess
from glob import glob

PACKAGES = {"Firefox": "firefox-esr", "WebKit": "webkit2gtk-driver", "Xvfb": "xvfb"}
SECONDS = 150  # for all of it


def firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def mini_browser() -> str | None:
    """WebKit's browser, which its driver drives."""
    found = sorted(glob("/usr/lib*/*/webkit2gtk-4.*/MiniBrowser"))
    return found[-1] if found and shutil.which("WebKitWebDriver") else None


def missing() -> list[str]:
    there = {"Firefox": firefox(), "WebKit": mini_browser(), "Xvfb": shutil.which("Xvfb")}
    return [name for name, path in there.items() if not path]


def install() -> None:
    """Debian's, which only root can install; whatever comes of it."""
    if not (os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get")):
        return
    packages = [PACKAGES[name] for name in missing()]
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for each in (["apt-get", "update"], command):
        try:
            subprocess.run(each, check=False, timeout=SECONDS / 2, env=environment, **quiet)
        except subprocess.TimeoutExpired:
            return


if __name__ == "__main__":
    if missing():
        install()
    for name in missing():
        print(f"{name} is missing: nothing is tested in it (Debian: apt install {PACKAGES[name]}).")
