"""`python3 -m ocop <command>`, with plugins/ on the path. Starts with the standard library alone.

This file must parse on Python 3.6 and run down to the check, so that an old Python can say what is missing: no newer syntax
anywhere in it, and nothing of ours is imported above the check.
"""

import os
import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    FOUND = f"{sys.version_info[0]}.{sys.version_info[1]}"
    sys.stderr.write(
        f"Cần Python 3.11 trở lên; máy này đang chạy Python {FOUND}. Hãy cài bản mới, rồi chạy lại: make PYTHON=python3.11 …\n"
        f"Python 3.11 or later is needed; this is Python {FOUND}. Install a newer one, then run: make PYTHON=python3.11 …\n"
    )
    sys.exit(1)

import gc  # noqa: E402

from ocop import bootstrap, workshop  # noqa: E402 - both need the Python that was just checked


def main() -> int:
    """Prepare the environment of the command, move into it, and run the command there; gives the exit code."""
    arguments = sys.argv[1:]
    command = arguments[0] if arguments else "help"
    root = bootstrap.project_root()
    environment = bootstrap.DEVELOPMENT if command in workshop.COMMANDS else bootstrap.RUNTIME
    if os.environ.get("OCOP_NO_VENV") != "1" and not bootstrap.is_inside(root, bootstrap.PUBLISH):  # which `publish` moved into
        try:
            python = bootstrap.ensure(root, environment)
        except bootstrap.BootstrapError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        if not bootstrap.is_inside(root, environment):
            return bootstrap.hand_over(python, arguments, root)
    if command in workshop.COMMANDS:
        return workshop.main(arguments, root)
    # Looking for plugins of pydantic, of which there are none, opens a file of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Modules, settings and the catalogue stay until the end: looking for dead cycles among them at every 700th new object is
    # a fifteenth of a small build's time.
    gc.set_threshold(50000, 20, 50)
    try:
        from ocop.cli import main as run  # noqa: PLC0415 - it needs packages that only the environment has
    except ModuleNotFoundError as error:
        if (error.name or "ocop").split(".")[0] == "ocop":
            raise
        bootstrap.forget(root, environment)
        sys.stderr.write(
            f"Thiếu gói {error.name} trong {environment.folder}; hãy chạy lại lệnh này, môi trường sẽ được làm mới.\n"
            f"{error.name} is missing from {environment.folder}; run this command again, it will be made anew.\n"
        )
        return 1
    return run(arguments)


if __name__ == "__main__":
    CODE = main()
    # Before it ends Python looks through all objects for dead cycles, several times: a tenth of a small build's time, to free
    # what the system takes back anyway.
    gc.freeze()
    sys.exit(CODE)
