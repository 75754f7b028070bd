"""What is installed: every library that papergen imports, and all that it needs of this folder."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest


def distribution(name: str) -> str:
    """Return the name of a distribution as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required(checkout: Path, extra: str | None = None) -> set[str]:
    """Return the distributions that setup.cfg asks for, or those of one of its extras."""
    settings = ConfigParser()
    settings.read(checkout / "setup.cfg")
    lines = (
        settings["options.extras_require"][extra]
        if extra
        else settings["options"]["install_requires"]
    ).split("\n")
    return {distribution(re.split(r"[<>=~! \[;]", line)[0]) for line in lines if line}


def imported(folder: Path) -> Iterator[str]:
    """Yield the top-level modules that the code in a folder imports, its own left out."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Import(names=names):
                    modules = [each.name for each in names]
                case ast.ImportFrom(module=str(module), level=0):
                    modules = [module]
                case _:
                    continue
            yield from (module.split(".")[0] for module in modules)


def test_exactly_the_imported_libraries_are_required(checkout: Path) -> None:
    libraries = set(imported(checkout / "papergen")) - sys.stdlib_module_names - {"papergen"}
    providers = packages_distributions()
    found = {distribution(providers[each][0]) for each in libraries}
    assert found == required(checkout)


def test_every_required_library_is_pinned(checkout: Path) -> None:
    lines = (checkout / "constraints.txt").read_text().split("\n")
    pinned = {distribution(line.split("==")[0]) for line in lines if "==" in line}
    assert required(checkout) | required(checkout, "test") <= pinned


@pytest.fixture(scope="module")
def installed(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel of papergen holds, built from a copy without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    source, wheels, site = folder / "source", folder / "wheels", folder / "site"
    source.mkdir()
    for name in ("setup.cfg", "setup.py", "pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(checkout / name, source)
    for name in ("papergen", "templates"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(checkout / name, source / name, ignore=ignored)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--no-build-isolation", "--wheel-dir", wheels, source], check=True)
    (wheel,) = wheels.glob("papergen-*.whl")
    ZipFile(wheel).extractall(site)
    return site


def test_wheel_holds_all_modules_and_templates(checkout: Path, installed: Path) -> None:
    modules = {
        path.relative_to(checkout).as_posix() for path in (checkout / "papergen").rglob("*.py")
    }
    templates = {
        f"papergen/templates/{path.name}"
        for path in (checkout / "templates").iterdir()
        if path.is_file() and path.suffix != ".py"
    }
    held = {path.relative_to(installed).as_posix() for path in installed.rglob("papergen/**/*.*")}
    assert held == modules | templates | {"papergen/py.typed", "papergen/templates/__init__.py"}


def test_installed_templates_are_found_without_the_checkout(
    checkout: Path, installed: Path
) -> None:
    script = (
        "from importlib.resources import as_file, files\n"
        "with as_file(files('papergen.templates')) as folder: print(folder)"
    )
    found = subprocess.run(
        [sys.executable, "-c", script],
        cwd=installed,
        env={"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()) == installed / "papergen" / "templates"
