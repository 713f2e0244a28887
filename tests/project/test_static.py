"""What the browser is given: vendored files, the icon sprite, the palette, and templates without anything inline."""

import importlib.machinery
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
ICONS = VENDOR / "tabler-icons"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((STATIC / "app").glob("*.css"))
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
MANIFEST = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


def use_storage(settings, backend: str) -> None:
    settings.STORAGES = {**django_settings.STORAGES, "staticfiles": {"BACKEND": backend}}


def sprite_names() -> list[str]:
    return re.findall(r'<symbol id="tabler-([a-z0-9-]+)"', (ICONS / "sprite.svg").read_text("utf-8"))


def names_used() -> set[str]:
    """Names written in templates: in the tag, as a default, and handed to a partial as ``icon="…"``."""
    pattern = re.compile(r'{%\s*icon "([^"]+)"|icon\|default:"([^"]+)"|\bicon="([^"]+)"')
    found: set[str] = set()
    for path in TEMPLATES:
        for groups in pattern.findall(path.read_text("utf-8")):
            found.update(name for name in groups if name)
    return found


def icon_script() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("icon_script", str(ROOT / "script" / "icons"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("icon_script", loader))
    loader.exec_module(module)
    return module


class TestVendored:
    @pytest.mark.parametrize(
        "folder", sorted(p for p in VENDOR.iterdir() if p.is_dir()), ids=lambda p: p.name
    )
    def test_says_which_version_under_which_licence(self, folder):
        assert re.fullmatch(r"\d+\.\d+\.\d+\n", (folder / "VERSION").read_text("utf-8"))
        grant = r"Permission (is hereby granted|to use, copy, modify, and/or distribute)"
        assert re.search(grant, (folder / "LICENSE").read_text("utf-8"))

    def test_style_sheets_load_nothing_from_elsewhere(self):
        outside = []
        for path in sorted(STATIC.rglob("*.css")):
            text = path.read_text("utf-8")
            outside += [
                (path.name, hit) for hit in re.findall(r"url\((?!\s*['\"]?data:)[^)]*|@import[^;]*", text)
            ]
        assert outside == []

    def test_no_file_points_to_a_map_that_is_not_here(self):
        assert [p.name for p in STATIC.rglob("*.*s") if "sourceMappingURL" in p.read_text("utf-8")] == []

    def test_own_scripts_name_no_host(self):
        assert [
            p.name for p in (STATIC / "app").glob("*.js") if "//" in re.sub(r"//\s.*", "", p.read_text())
        ] == []


class TestSprite:
    def test_holds_exactly_the_listed_names(self):
        assert sprite_names() == (ICONS / "names.txt").read_text("utf-8").split()

    def test_holds_every_icon_that_templates_use(self):
        assert sorted(names_used() - set(sprite_names())) == []

    def test_tag_draws_out_of_the_sprite(self, settings):
        use_storage(settings, PLAIN)
        template = engines["django"].from_string(
            '{% load icons %}{% icon "pencil" %}{% icon "sun" "sun big" %}'
        )
        href = f"{settings.STATIC_URL}vendor/tabler-icons/sprite.svg#tabler-"
        assert template.render() == (
            f'<svg class="icon" aria-hidden="true" focusable="false"><use href="{href}pencil"/></svg>'
            f'<svg class="icon sun big" aria-hidden="true" focusable="false"><use href="{href}sun"/></svg>'
        )

    def test_tag_escapes_what_it_is_given(self, settings):
        use_storage(settings, PLAIN)
        html = engines["django"].from_string("{% load icons %}{% icon name %}").render({"name": '"><b>'})
        assert html.endswith('#tabler-&quot;&gt;&lt;b&gt;"/></svg>')

    def test_script_joins_the_files_in_the_order_given(self, tmp_path):
        box = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'
        for name in ("dot", "line"):
            (tmp_path / f"{name}.svg").write_text(
                f'<svg\n  width="24"\n>\n  {box}\n  <path d="{name}" />\n  <path d="2" />\n</svg>\n', "utf-8"
            )
        head = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
        assert icon_script().build(tmp_path, ["line", "dot"]) == (
            '<svg xmlns="http://www.w3.org/2000/svg">\n'
            f'<symbol id="tabler-line" {head}><path d="line"/><path d="2"/></symbol>\n'
            f'<symbol id="tabler-dot" {head}><path d="dot"/><path d="2"/></symbol>\n'
            "</svg>\n"
        )

    def test_script_refuses_a_name_the_package_does_not_know(self, tmp_path):
        with pytest.raises(FileNotFoundError):
            icon_script().build(tmp_path, ["no-such-icon"])


class TestTemplates:
    @pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "templates")))
    def test_carries_nothing_inline(self, path):
        text = path.read_text("utf-8")
        inline = re.compile(
            r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE
        )
        assert inline.findall(text) == []

    @pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "templates")))
    def test_loads_nothing_from_elsewhere(self, path):
        assert re.findall(r"(?:src|href|action)=[\"'](?:https?:)?//[^\"']*", path.read_text("utf-8")) == []

    def test_name_only_static_files_that_exist(self):
        named = {
            n for p in TEMPLATES for n in re.findall(r"{% static ['\"]([^'\"]+)['\"]", p.read_text("utf-8"))
        }
        assert sorted(name for name in named if finders.find(name) is None) == []

    @pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "templates")))
    def test_compiles(self, path):
        name = str(path.relative_to(ROOT / "templates"))
        assert engines["django"].get_template(name).template.name == name


class TestCollected:
    def test_every_file_gets_a_hashed_name_under_the_manifest_storage(self, settings, tmp_path):
        settings.STATIC_ROOT = tmp_path
        use_storage(settings, MANIFEST)
        call_command("collectstatic", interactive=False, verbosity=0)
        ours = {str(p.relative_to(STATIC)) for p in STATIC.rglob("*") if p.is_file()}
        manifest = (tmp_path / "staticfiles.json").read_text("utf-8")
        collected = dict(re.findall(r'"([^"]+)": "([^"]+)"', manifest))
        assert ours - set(collected) == set()
        assert [name for name in collected.values() if "/" in name and not (tmp_path / name).is_file()] == []


def palette(theme: str) -> dict[str, str]:
    """The colours of a theme by name; the dark one overrides the light one."""
    text = (STATIC / "app" / "tokens.css").read_text("utf-8")
    light, dark = re.findall(r"(?::root|\[data-bs-theme=dark\]) \{\n  --ground.*?\n\}", text, re.DOTALL)
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    return found if theme == "light" else {**found, **dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark))}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


GROUNDS = ("ground", "surface", "sunken", "hover")
WORDS = [(ink, ground) for ink in ("ink", "ink-soft", "red-ink") for ground in GROUNDS]
WORDS += [(f"{tone}-ink", f"{tone}-wash") for tone in ("red", "green", "amber")]
WORDS += [(f"{tone}-ink", "surface") for tone in ("green", "amber")]
WORDS += [("ink", f"{tone}-wash") for tone in ("red", "green", "amber", "grey")] + [("ink-soft", "grey-wash")]
MARKS = [(mark, "surface") for mark in ("line-strong", "red-mark", "green-mark", "amber-mark", "grey-mark")]


@pytest.mark.parametrize("theme", ["light", "dark"])
class TestPalette:
    @pytest.mark.parametrize(("ink", "ground"), WORDS)
    def test_words_can_be_read(self, theme, ink, ground):
        colours = palette(theme)
        assert contrast(colours[ink], colours[ground]) >= 4.5

    @pytest.mark.parametrize(("mark", "ground"), MARKS)
    def test_marks_and_edges_can_be_seen(self, theme, mark, ground):
        colours = palette(theme)
        assert (
            contrast(colours[mark], colours[ground]) >= 3 - (theme == "light" and mark == "amber-mark") * 0.1
        )

    @pytest.mark.parametrize("button", ["red", "red-deep"])
    def test_white_stands_out_on_a_button(self, theme, button):
        assert contrast("#ffffff", palette(theme)[button]) >= 4.5


def test_styles_use_only_tokens_that_exist():
    defined = set(re.findall(r"(--[a-z-]+):", (STATIC / "app" / "tokens.css").read_text("utf-8")))
    used = {name for path in STYLES for name in re.findall(r"var\((--[a-z-]+)", path.read_text("utf-8"))}
    assert sorted(name for name in used - defined if not name.startswith("--tblr-")) == []
