"""What setup.cfg cannot say: papergen's folders and ``templates/`` make one package."""

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

TEMPLATES = "papergen.templates"


class BuildWithoutMakers(build_py):
    """Leaves out the scripts that make the Word templates: what they made is packaged."""

    def find_package_modules(self, package: str, package_dir: str) -> list[tuple[str, str, str]]:
        modules = super().find_package_modules(package, package_dir)
        return [each for each in modules if package != TEMPLATES or each[1] == "__init__"]


setup(
    packages=[*find_packages(include=["papergen", "papergen.*"]), TEMPLATES],
    package_dir={TEMPLATES: "templates"},
    package_data={"papergen": ["py.typed"], TEMPLATES: ["*.docx", "*.css", "*.jinja"]},
    cmdclass={"build_py": BuildWithoutMakers},
)
