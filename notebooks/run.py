"""Executes the notebooks of this directory against a running Lagcast and keeps their outputs."""

import argparse
import os
import pathlib
import subprocess
import sys
from urllib.parse import quote

import nbformat
from nbclient import NotebookClient

HERE = pathlib.Path(__file__).resolve().parent
LARGEST_BYTES = 300 * 1024


def database_of(data_directory: pathlib.Path) -> str:
    """Address of the embedded database that keeps its data there, while it runs."""
    postgresql = data_directory / "postgresql"
    port = (postgresql / "data" / "postmaster.pid").read_text().splitlines()[3].strip()
    password = (postgresql / "password").read_text().strip()
    return f"postgresql://lagcast:{quote(password)}@127.0.0.1:{port}/lagcast"


def execute(notebook: pathlib.Path, keep: bool) -> None:
    """Runs one notebook from the top; raises when a cell fails, an output names a directory of this machine, or the file gets too large."""
    content = nbformat.read(notebook, as_version=4)
    NotebookClient(content, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(HERE)}}).execute()
    for cell in content.cells:
        cell.metadata.pop("execution", None)
    content.metadata.pop("widgets", None)
    content.metadata["language_info"] = {"name": "python"}
    text = nbformat.writes(content)
    for private in (str(HERE.parent), str(pathlib.Path.home())):
        if private != "/" and private in text:
            sys.exit(f"{notebook.name} would show {private}; have it print a relative path")
    if len(text.encode()) > LARGEST_BYTES:
        sys.exit(f"{notebook.name} would have {len(text) // 1024} KiB, more than {LARGEST_BYTES // 1024}: draw less or at a lower resolution")
    if keep:
        notebook.write_text(text + "\n")
    print(f"{notebook.name}: fine, {len(text) // 1024} KiB")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--url", default="http://localhost:8080", help="of the service (default: %(default)s)")
    options.add_argument("--data-dir", type=pathlib.Path, help="of a service with an embedded database, instead of --database")
    options.add_argument("--database", help="postgresql://USER:PASSWORD@HOST/DATABASE")
    options.add_argument("--feed", action="store_true", help="first push three made-up days of three workloads to the service")
    options.add_argument("--check", action="store_true", help="execute only, and leave the files as they are")
    options.add_argument("notebook", nargs="*", type=pathlib.Path, help="some of them; all if none is named")
    chosen = options.parse_args()
    os.environ["LAGCAST_URL"] = chosen.url.rstrip("/")
    if chosen.data_dir or chosen.database:
        os.environ["LAGCAST_DATABASE"] = chosen.database or database_of(chosen.data_dir)
    if "LAGCAST_DATABASE" not in os.environ:
        options.error("name the database: --data-dir of the service, or --database")
    if chosen.feed:
        subprocess.run([sys.executable, str(HERE / "feed.py"), os.environ["LAGCAST_URL"]], check=True)
    for notebook in chosen.notebook or sorted(HERE.glob("*.ipynb")):
        execute(notebook, keep=not chosen.check)


if __name__ == "__main__":
    main()
