"""The typefaces that a PDF embeds: only the glyphs that occur in it. WeasyPrint 70 does more work for the same.

- A typeface of 5 MB is not copied out of HarfBuzz each time it occurs in a document: only its subset is embedded.
- The subset is made in one go instead of two; the second would drop the glyphs behind the last, which are gone already.
- The subset of the same characters of the same typeface is kept: headings, page numbers, the same report once more.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from weasyprint.pdf import fonts, stream
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset

from reports.renderers.hooks import hook

MOST_KEPT = 48
"""Subsets; the largest, of a long report, has 400 KB."""
DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
"""Tables that a PDF has no use for."""

_copy_out = fonts.get_hb_object_data
_subsets: OrderedDict[tuple[Any, ...], bytes] = OrderedDict()


class LeanFont(fonts.Font):
    """A typeface in a document whose file is read only if somebody asks for it before the subset is there."""

    _content: bytes | None = None

    def __init__(self, *arguments: Any) -> None:
        fonts.get_hb_object_data = _nothing
        try:
            super().__init__(*arguments)
        finally:
            fonts.get_hb_object_data = _copy_out

    @property
    def file_content(self) -> bytes:
        if self._content is None:
            self._content = _copy_out(self.hb_face)
        return self._content

    @file_content.setter
    def file_content(self, content: bytes | None) -> None:
        self._content = content

    def _harfbuzz_subset(self, to_unicode: Any, hinting: bool) -> None:
        key = (self.name, self.glyph_count, hinting, bool(self.missing), tuple(sorted(to_unicode)))
        kept = _subsets.pop(key, None) or subset(self.hb_face, key[-1], hinting, bool(self.missing))
        if kept is None:
            super()._harfbuzz_subset(to_unicode, hinting)
            kept = self.file_content
        _subsets[key] = self._content = kept
        if len(_subsets) > MOST_KEPT:
            _subsets.popitem(last=False)


def _nothing(*arguments: Any) -> None:
    return None


def subset(face: Any, glyphs: tuple[int, ...], hinting: bool, missing: bool) -> bytes | None:
    """The file of ``face`` with ``glyphs`` only, which keep their numbers; None if HarfBuzz cannot make it."""
    wanted = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    _add(harfbuzz_subset.hb_subset_input_glyph_set(wanted), glyphs)
    _add(
        harfbuzz_subset.hb_subset_input_set(wanted, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG),
        tuple(harfbuzz.hb_tag_from_string(name.encode(), -1) for name in DROPPED),
    )
    flags = (
        harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS
        | harfbuzz_subset.HB_SUBSET_FLAGS_PASSTHROUGH_UNRECOGNIZED
        | harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE
    )
    if not hinting:
        flags |= harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    if missing:
        flags |= harfbuzz_subset.HB_SUBSET_FLAGS_NOTDEF_OUTLINE
    harfbuzz_subset.hb_subset_input_set_flags(wanted, flags)
    made = ffi.gc(harfbuzz_subset.hb_subset_or_fail(face, wanted), harfbuzz.hb_face_destroy)
    return _copy_out(made) if made else None


def _add(numbers: Any, found: tuple[int, ...]) -> None:
    array = ffi.new(f"hb_codepoint_t[{len(found)}]", found)
    harfbuzz.hb_set_add_sorted_array(numbers, array, len(found))


def install() -> None:
    hook(stream, "Font", LeanFont)
