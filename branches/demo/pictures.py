"""Invented photographs: a house on a hill, drawn; nobody and nowhere is to be seen."""

from __future__ import annotations

import io
import random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from branches.evidence_files import CheckedFile, check

SIZE = (1200, 900)
WALLS = ("#d8cbb5", "#c9b8a4", "#e4ddcf", "#b9c4c2")
ROOFS = ("#8a4a3c", "#5c6a70", "#7b5b46")


def drawn(seed: int) -> CheckedFile:
    """The picture number ``seed``, as a telephone would send it; the same at every loading."""
    chance = random.Random(seed)  # noqa: S311  (a drawing, not a secret)
    image = Image.new("RGB", SIZE, chance.choice(("#bcd3e0", "#c7d6d9", "#d9dfe2")))
    draw = ImageDraw.Draw(image)
    draw.ellipse((-300, 520, 1500, 1500), fill=chance.choice(("#7f9a63", "#8d9a6c", "#6f8f6f")))
    left, top = chance.randint(250, 500), chance.randint(330, 400)
    draw.rectangle((left, top, left + 460, top + 300), fill=chance.choice(WALLS))
    draw.polygon([(left - 40, top), (left + 230, top - 150), (left + 500, top)], fill=chance.choice(ROOFS))
    for column in range(3):
        x = left + 50 + column * 140
        draw.rectangle((x, top + 80, x + 80, top + 170 + 120 * (column == 1)), fill="#4a5560")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return check(SimpleUploadedFile(f"现场{seed}.jpg", out.getvalue()))
