"""On a machine without caches, a target that needs more packages has `.venv-publish` made and goes on there by itself."""

from __future__ import annotations

import json

CLI = """
import json, sys
from pathlib import Path
from ocop import bootstrap
ROOT = Path(__file__).resolve().parents[2]
def main(argv):
    try:
        import mon_them
    except ModuleNotFoundError:
        return bootstrap.hand_over(bootstrap.ensure(ROOT, bootstrap.PUBLISH), sys.argv[1:], ROOT)
    print(json.dumps({"argv": list(argv), "prefix": sys.prefix}))
    return 3
"""
"""As `publish` does it (ocop.cli.publishing.move_over)."""


def test_publish_moves_into_its_own_environment_with_the_same_words(project, run, wheel, tmp_path) -> None:
    (project / "plugins" / "ocop" / "cli.py").write_text(CLI, encoding="utf-8")
    more = wheel(tmp_path / "wheels", "1.0", name="mon_them")
    lock = (project / "requirements.txt").read_text(encoding="utf-8")
    (project / "requirements-publish.txt").write_text(lock + more, encoding="utf-8")
    done = run(project, "publish", "--target", "s3://kho đẹp")
    assert done.returncode == 3, done.stderr
    said = json.loads(done.stdout)
    assert said == {"argv": ["publish", "--target", "s3://kho đẹp"], "prefix": str(project / ".venv-publish")}
    assert "Đang chuẩn bị .venv-publish" in done.stderr
    assert sorted(entry.name for entry in project.glob(".venv*")) == [".venv", ".venv-publish"]
