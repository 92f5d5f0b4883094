"""The project's own promises: one source of truth, nothing of one machine, nothing tracked by mistake."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def tracked():
    """The files that git tracks."""
    listing = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listing.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / line for line in listing.stdout.splitlines() if (ROOT / line).is_file()]


def test_the_top_level_keeps_its_shape(tracked):
    top = {path.relative_to(ROOT).parts[0] for path in tracked}
    visible = {name for name in top if not name.startswith(".")}
    assert visible == {
        *("notebooks", "solutions", "grader", "datasets", "utils", "tests", "docs"),
        *("environment.yml", "Makefile", "README.md", "pyproject.toml"),
        *("constraints.txt", "nbgrader_config.py"),
    }


def test_dependencies_are_pinned_and_come_from_no_particular_place():
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!-]+", line) for line in lines)
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["develop"]]
    assert {name.lower() for name in wanted} <= pinned


def test_the_conda_environment_defers_to_the_one_source_of_truth():
    text = (ROOT / "environment.yml").read_text()
    assert "--constraint constraints.txt" in text
    assert "--editable .[develop]" in text


def test_no_tracked_file_is_large(tracked):
    assert [path.name for path in tracked if path.stat().st_size > 2_500_000] == []


def test_readme_links_lead_somewhere():
    text = (ROOT / "README.md").read_text()
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_make_target_says_what_it_does():
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()
    described = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)
    assert set(phony) == set(described)
