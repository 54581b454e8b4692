"""Pelican's users feel at home: each setting they rely on does what its name says."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

Command = Callable[..., subprocess.CompletedProcess[str]]
PAGE = "san-pham/bot-gao-loc-rach-sen/index.html"


def made(pelican: Command, project: Path, *arguments: str, settings: str = "") -> Path:
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(settings)
    done = pelican("content", "-s", "pelicanconf.py", *arguments, cwd=project)
    assert done.returncode == 0, done.stderr + done.stdout
    return project / "output"


def text(folder: Path, path: str = PAGE) -> str:
    return (folder / path).read_text("utf-8")


def test_only_our_plugin_is_loaded_and_it_loads(pelican: Command, project: Path) -> None:
    done = pelican("--print-settings", "PLUGINS", "-s", "pelicanconf.py", cwd=project)
    assert "ocop.site" in done.stdout


def test_output_and_theme_can_be_chosen_on_the_command_line(pelican: Command, project: Path) -> None:
    theme = project / "other-theme"
    shutil.copytree(Path(__file__).resolve().parents[2] / "theme", theme)
    page = theme / "templates" / "shell.html"
    page.write_text(page.read_text("utf-8") + "<!-- giao diện khác -->", "utf-8")
    made(pelican, project, "-t", str(theme), "-o", str(project / "elsewhere"))
    assert "giao diện khác" in text(project / "elsewhere", "404.html")


def test_siteurl_gives_absolute_canonical_addresses(pelican: Command, project: Path) -> None:
    folder = made(pelican, project, "-e", 'SITEURL="https://danh-muc.example/thu"')
    page = text(folder)
    assert '<link rel="canonical" href="https://danh-muc.example/thu/san-pham/bot-gao-loc-rach-sen/">' in page
    assert 'href="/thu/' in page
    assert 'href="/san-pham' not in page


def test_sitename_is_the_name_on_every_page(pelican: Command, project: Path) -> None:
    settings = "OCOP_PREVIEWS = False\n"  # they hold the name, too, and hundreds of them would be drawn anew
    assert "Tên thử" in text(made(pelican, project, "-e", 'SITENAME="Tên thử"', settings=settings))


def test_default_language_decides_which_pages_are_at_the_root(pelican: Command, project: Path) -> None:
    # The facts stay in vi.md only while vi is the default: the reader says so instead of guessing.
    done = pelican("content", "-s", "pelicanconf.py", "-e", 'DEFAULT_LANG="en"', cwd=project)
    assert done.returncode == 1
    assert "en.md" in done.stdout + done.stderr


def test_address_patterns_are_pelicans(pelican: Command, project: Path) -> None:
    folder = made(
        pelican,
        project,
        settings='PRODUCT_URL = "hang/{slug}.html"\nPRODUCT_LANG_URL = "{lang}/goods/{slug}.html"\n'
        'PRODUCER_URL = "ai/{slug}/"\nPRODUCER_SAVE_AS = "ai/{slug}/index.html"\n',
    )
    assert (folder / "hang/bot-gao-loc-rach-sen.html").is_file()
    assert (folder / "en/goods/bot-gao-loc-rach-sen.html").is_file()
    assert 'href="/hang/bot-gao-loc-rach-sen.html"' in text(folder, "a-z/index.html")
    assert (folder / "ai").is_dir()


def test_markdown_extensions_are_honoured(pelican: Command, built: Path) -> None:
    source = built / "content" / "products" / "bot-gao-loc-rach-sen" / "vi.md"
    source.write_text(source.read_text("utf-8") + "\nNước lớn thì xay,\nnước ròng thì lắng.\n", "utf-8")
    plain = text(made(pelican, built))
    assert "Nước lớn thì xay,\nnước ròng" in plain
    with_breaks = text(made(pelican, built, settings='MARKDOWN = {"extensions": ["markdown.extensions.nl2br"]}\n'))
    assert re.search(r"Nước lớn thì xay,<br ?/?>\s*nước ròng", with_breaks)


def test_jinja_filters_globals_and_environment_are_honoured(pelican: Command, project: Path) -> None:
    theme = project / "theme"
    shutil.copytree(Path(__file__).resolve().parents[2] / "theme", theme)
    page = theme / "templates" / "shell.html"
    page.write_text(
        page.read_text("utf-8") + "<!-- {{ 'x' | doubled }} {{ GREETING }} {{ MY_SETTING }} [[ 1 + 1 ]] -->", "utf-8"
    )
    folder = made(
        pelican,
        project,
        "-t",
        str(theme),
        settings='JINJA_FILTERS = {"doubled": lambda value: value * 2}\n'
        'JINJA_GLOBALS = {"GREETING": "chào"}\nMY_SETTING = "riêng"\n',
    )
    assert "<!-- xx chào riêng [[ 1 + 1 ]] -->" in text(folder, "404.html")


def test_templates_get_pelicans_names(pelican: Command, project: Path) -> None:
    theme = project / "theme"
    shutil.copytree(Path(__file__).resolve().parents[2] / "theme", theme)
    (theme / "templates" / "story.html").write_text(
        "{{ page.title }}|{{ page.url }}|{{ page.lang }}|{{ page.date.iso }}|{{ page.content|length > 0 }}|"
        "{% for twin in page.translations %}{{ twin.lang }} {{ twin.url }}{% endfor %}",
        "utf-8",
    )
    folder = made(pelican, project, "-t", str(theme))
    page = next(path for path in sorted((folder / "cau-chuyen").glob("*/index.html")) if not path.parent.name.isdigit())
    slug = page.parent.name
    assert f"|/cau-chuyen/{slug}/|vi|20" in page.read_text("utf-8")
    assert page.read_text("utf-8").endswith(f"|True|en /en/stories/{slug}/")


def test_a_slip_in_a_template_stops_the_build_and_says_where(ocop: Command, project: Path) -> None:
    theme = project / "theme"
    shutil.copytree(Path(__file__).resolve().parents[2] / "theme", theme)
    page = theme / "templates" / "shell.html"
    page.write_text(page.read_text("utf-8") + "{{ no_such_name }}", "utf-8")
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(f"THEME = {str(theme)!r}\n")
    done = ocop("build", "-s", str(project / "pelicanconf.py"))
    assert done.returncode == 1
    assert "no_such_name" in done.stderr
    assert "shell.html" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_means_nothing_here_is_a_warning(ocop: Command, built: Path) -> None:
    settings = ("SUMMARY_MAX_LENGTH = 7", "RELATIVE_URLS = True", "DEFAULT_PAGINATION = 5")
    with (built / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write("\n".join([*settings, ""]))
    done = ocop("build", "-s", str(built / "pelicanconf.py"))
    assert done.returncode == 0, done.stderr
    for setting in settings:
        assert f"Setting {setting.partition(' ')[0]} is not used by this site" in done.stderr + done.stdout


def test_no_warning_for_the_projects_own_settings(ocop: Command, tmp_path: Path) -> None:
    done = ocop("build", "-s", "publishconf.py", "-o", str(tmp_path / "site"))
    assert "is not used by this site" not in done.stderr + done.stdout


def test_another_plugins_generator_works_beside_ours(pelican: Command, project: Path) -> None:
    plugins = project / "their-plugins"
    plugins.mkdir()
    (plugins / "their_plugin.py").write_text(
        "from pathlib import Path\n"
        "from pelican import signals\n"
        "from pelican.generators import Generator\n"
        "class Theirs(Generator):\n"
        "    def generate_output(self, writer):\n"
        "        Path(self.output_path).mkdir(exist_ok=True)\n"
        "        (Path(self.output_path) / 'theirs.txt').write_text('của họ', 'utf-8')\n"
        "def give(pelican):\n"
        "    return Theirs\n"
        "def register():\n"
        "    signals.get_generators.connect(give)\n",
        "utf-8",
    )
    settings = f"PLUGIN_PATHS = [*PLUGIN_PATHS, {str(plugins)!r}]\nPLUGINS = ['ocop.site', 'their_plugin']\n"
    folder = made(pelican, project, settings=settings)
    assert (folder / "theirs.txt").read_text("utf-8") == "của họ"
    again = made(pelican, project)
    assert (again / "theirs.txt").is_file()
    assert (again / PAGE).is_file()


def test_a_plugin_that_does_not_load_stops_our_build(ocop: Command, project: Path) -> None:
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write("PLUGINS = ['ocop.site', 'no_such_plugin']\n")
    done = ocop("build", "-s", str(project / "pelicanconf.py"))
    assert done.returncode == 1
    assert "no_such_plugin" in done.stderr
    assert "Traceback" not in done.stderr


def test_pelican_itself_writes_no_file(pelican: Command, built: Path) -> None:
    from ocop.engine import read_manifest  # noqa: PLC0415

    folder = made(pelican, built)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and ".ocop" not in path.parts}
    assert files == set(read_manifest(folder))
