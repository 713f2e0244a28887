"""Files as they come from a phone or an office."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pillow_heif import register_heif_opener

register_heif_opener()

GPS, ORIENTATION, MODEL = 0x8825, 0x0112, 0x0110


def picture(form="JPEG", size=(640, 480), color="red", orientation=None, mode="RGB"):
    """The bytes of a picture with what a phone writes into it: its model, where it stood, how it was held."""
    image = Image.new(mode, size, color)
    exif = image.getexif()
    exif[MODEL] = "phone"
    exif.get_ifd(GPS)[1] = "N"
    if orientation:
        exif[ORIENTATION] = orientation
    out = io.BytesIO()
    several = {"save_all": True, "append_images": [image]} if form == "MPO" else {}
    image.save(out, form, exif=exif, **several)
    return out.getvalue()


def office(marker, *more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", marker, *more):
            archive.writestr(name, "<x/>")
    return out.getvalue()


def upload(name="现场.jpg", content=None):
    return SimpleUploadedFile(name, picture() if content is None else content)
