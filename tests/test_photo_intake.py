"""What comes of a picture that is sent in: upright, in the web's colours, without a trace of where it was taken."""

import io
import struct
import time
import zlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageCms

from articles import photos
from tests import factories as make
from tests.photo_files import HEIC

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 60), (30, 60, 220), (255, 255, 255)
# How an upright picture of four quarters lies in the file for each EXIF orientation.
LAID_AS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def quarters(size=(480, 320)):
    """A picture whose quarters are red, green, blue and white, read like a line of text."""
    picture = Image.new("RGB", size, WHITE)
    half = size[0] // 2, size[1] // 2
    picture.paste(RED, (0, 0, *half))
    picture.paste(GREEN, (half[0], 0, size[0], half[1]))
    picture.paste(BLUE, (0, half[1], half[0], size[1]))
    return picture


def sent(picture, form="JPEG", name="photo.jpg", **options):
    made = io.BytesIO()
    picture.save(made, form, **options)
    return SimpleUploadedFile(name, made.getvalue())


def taken_in(upload):
    """The widest size that readers get of an upload."""
    stored = photos.take_in(upload)
    with default_storage.open(photos.rendition_name(stored.name, photos.widths(stored.width)[-1])) as file:
        return Image.open(io.BytesIO(file.read())).convert("RGB")


def corners(picture):
    width, height = picture.size
    at = ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75))
    return [picture.getpixel((int(width * x), int(height * y))) for x, y in at]


def are_near(colours, wanted, within=12):
    return all(
        abs(a - b) <= within
        for one, other in zip(colours, wanted, strict=True)
        for a, b in zip(one, other, strict=True)
    )


def stored_files(folder=""):
    """Every file in storage."""
    if not default_storage.exists(folder or "."):
        return []
    folders, files = default_storage.listdir(folder)
    inside = [path for name in folders for path in stored_files(f"{folder}/{name}".lstrip("/"))]
    return sorted([f"{folder}/{name}".lstrip("/") for name in files] + inside)


def chunks(webp):
    """The names of the chunks in a WebP file (RFC 9649)."""
    found, at = [], 12
    while at < len(webp):
        found.append(webp[at : at + 4])
        size = struct.unpack("<I", webp[at + 4 : at + 8])[0]
        at += 8 + size + size % 2
    return found


def png_of(width, height, colour_type=0):
    """A PNG that claims a size and holds next to nothing."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", LAID_AS)
def test_photo_of_a_turned_camera_stands_upright(orientation, form):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    laid = quarters() if LAID_AS[orientation] is None else quarters().transpose(LAID_AS[orientation])
    upload = sent(laid, form, exif=exif)
    stored = photos.take_in(upload)
    assert (stored.width, stored.height) == (480, 320)
    assert are_near(corners(taken_in(upload)), [RED, GREEN, BLUE, WHITE], within=25)


def test_large_photo_of_a_turned_camera_stands_upright_in_every_size():
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    stored = photos.take_in(sent(quarters((3000, 4000)).transpose(Image.Transpose.ROTATE_90), exif=exif))
    assert (stored.width, stored.height) == (3000, 4000)
    for width in photos.widths(stored.width):
        with (
            default_storage.open(photos.rendition_name(stored.name, width)) as file,
            Image.open(file) as made,
        ):
            assert made.size == (width, round(width * 4 / 3))
            assert are_near(corners(made.convert("RGB")), [RED, GREEN, BLUE, WHITE], within=25)


def test_place_and_camera_and_every_other_note_stay_out_of_what_readers_get():
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SECRETCAMERA"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (39.0, 55.0, 12.0)
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRETNOTE</x:xmpmeta>"
    for form in ("JPEG", "PNG", "WEBP"):
        photos.take_in(sent(quarters(), form, exif=exif, xmp=xmp, icc_profile=profile))
    renditions = [path for path in stored_files() if path.startswith("renditions/")]
    assert len(renditions) == 6
    for path in renditions:
        with default_storage.open(path) as file:
            made = file.read()
        assert chunks(made) == [b"VP8 "]
        assert b"SECRET" not in made


def test_original_is_kept_as_it_was_sent():
    upload = sent(quarters(), exif=Image.Exif())
    stored = photos.take_in(upload)
    upload.seek(0)
    with default_storage.open(stored.name) as file:
        assert file.read() == upload.read()


@pytest.mark.parametrize(
    ("picture", "form", "wanted"),
    [
        (Image.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG", (255, 0, 0)),
        (Image.new("L", (40, 40), 128), "JPEG", (128, 128, 128)),
        (Image.new("L", (40, 40), 90), "PNG", (90, 90, 90)),
        (Image.new("1", (40, 40), 1), "PNG", WHITE),
        (Image.new("I;16", (40, 40), 0x8080), "PNG", (128, 128, 128)),
        (Image.new("RGB", (40, 40), BLUE).convert("P"), "PNG", None),
        (Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG", WHITE),
        (Image.new("RGBA", (40, 40), (0, 0, 0, 128)), "WEBP", (127, 127, 127)),
        (Image.new("LA", (40, 40), (0, 0)), "PNG", WHITE),
        (Image.new("RGB", (40, 40), BLUE), "AVIF", BLUE),
    ],
)
def test_colours_of_every_kind_of_picture_come_out_right(picture, form, wanted):
    wanted = wanted or picture.convert("RGB").getpixel((20, 20))
    assert are_near([taken_in(sent(picture, form)).getpixel((20, 20))], [wanted])


def test_transparent_colour_of_a_palette_or_of_a_plain_png_is_paper_white():
    palette = Image.new("P", (40, 40), 0)
    palette.putpalette([0, 0, 0, 200, 0, 0])
    assert taken_in(sent(palette, "PNG", transparency=0)).getpixel((20, 20)) == WHITE
    black = Image.new("RGB", (40, 40), (0, 0, 0))
    assert taken_in(sent(black, "PNG", transparency=(0, 0, 0))).getpixel((20, 20)) == WHITE


def swapped_profile():
    """The sRGB profile with its red and green primaries changed for each other."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for at in range(132, 132 + 12 * struct.unpack(">I", profile[128:132])[0], 12):
        swapped = {b"rXYZ": b"gXYZ", b"gXYZ": b"rXYZ"}
        profile[at : at + 4] = swapped.get(bytes(profile[at : at + 4]), profile[at : at + 4])
    return bytes(profile)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_colours_follow_the_profile_that_the_picture_brings(form):
    upload = sent(Image.new("RGB", (40, 40), (255, 0, 0)), form, icc_profile=swapped_profile())
    assert are_near([taken_in(upload).getpixel((20, 20))], [(0, 255, 0)])


def test_broken_or_alien_profile_is_ignored():
    plain = Image.new("RGB", (40, 40), BLUE)
    assert are_near([taken_in(sent(plain, icc_profile=b"no profile at all")).getpixel((20, 20))], [BLUE])
    grey = Image.new("L", (40, 40), 128)
    assert are_near([taken_in(sent(grey, icc_profile=swapped_profile())).getpixel((20, 20))], [(128,) * 3])


def test_progressive_photo_and_photo_of_two_pictures_are_taken_in():
    assert are_near(
        corners(taken_in(sent(quarters(), progressive=True))), [RED, GREEN, BLUE, WHITE], within=25
    )
    two = sent(quarters(), "MPO", save_all=True, append_images=[Image.new("RGB", (480, 320), "black")])
    assert are_near(corners(taken_in(two)), [RED, GREEN, BLUE, WHITE], within=25)


def test_heic_picture_of_a_turned_telephone_stands_upright():
    stored = photos.take_in(io.BytesIO(HEIC))
    assert (stored.width, stored.height, stored.name[-5:]) == (96, 64, ".heic")
    assert are_near(corners(taken_in(io.BytesIO(HEIC))), [RED, GREEN, BLUE, WHITE], within=25)


def test_heic_picture_with_a_makers_notes_behind_it_is_taken_in():
    assert photos.take_in(io.BytesIO(HEIC + b"SEFT" * 9)).width == 96


@pytest.mark.parametrize("form", ["WEBP", "PNG"])
def test_moving_picture_gives_its_first_frame(form):
    frames = [Image.new("RGB", (64, 64), colour) for colour in (GREEN, RED, BLUE)]
    upload = sent(frames[0], form, save_all=True, append_images=frames[1:], duration=100)
    assert are_near([taken_in(upload).getpixel((32, 32))], [GREEN])


@pytest.mark.parametrize("name", ["photo.txt", "photo", "photo.html", "../../photo.php", "图 片.PNG"])
def test_name_of_the_file_means_nothing(name):
    stored = photos.take_in(sent(quarters(), name=name))
    assert stored.name.startswith("originals/")
    assert stored.name.endswith(".jpg")


def whole_jpeg():
    return sent(quarters()).read()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 1000,
        "只是文字".encode(),
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><title>x</title>",
        b"%PDF-1.7\n%%EOF",
        b"GIF89a" + b"\0" * 40,
        b"BM" + b"\0" * 60,
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x10\0\0\0WEBPVP8 ",
        png_of(100, 100),
        whole_jpeg()[:-200],
        whole_jpeg()[: len(whole_jpeg()) // 2],
        sent(quarters(), "PNG").read()[:-40],
        sent(quarters(), "WEBP").read()[:-40],
        sent(quarters(), "AVIF").read()[:-40],
        HEIC[:-1],
        HEIC[:300],
        HEIC + struct.pack(">I4s", 5000, b"mdat") + b"\0" * 100,
        HEIC[:12] + b"\0" * 400,
    ],
)
def test_what_is_no_whole_picture_is_refused_and_leaves_nothing(content):
    with pytest.raises(photos.PictureError) as refused:
        photos.take_in(SimpleUploadedFile("photo.jpg", content))
    assert str(refused.value)
    assert stored_files() == []


def test_message_names_what_is_wrong(settings):
    settings.LANGUAGE_CODE = "en"
    with pytest.raises(photos.PictureError, match="This HEIC picture is damaged"):
        photos.take_in(io.BytesIO(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100))
    with pytest.raises(photos.PictureError, match="40 MB"):
        photos.take_in(io.BytesIO(b"\xff" * (40 * 1024 * 1024 + 1)))


class Endless(io.RawIOBase):
    """A file without an end, which counts what was read of it."""

    taken = 0

    def seek(self, offset, whence=0):
        return 0

    def read(self, size=-1):
        assert size >= 0
        self.taken += size
        return b"\xff" * size


def test_file_that_is_too_large_is_refused_before_all_of_it_is_read():
    endless = Endless()
    with pytest.raises(photos.PictureError):
        photos.take_in(endless)
    assert endless.taken < 41 * 1024 * 1024


@pytest.mark.parametrize("size", [(30_000, 30_000), (65_000, 65_000), (9_000, 9_000), (2**31 - 1, 2**31 - 1)])
def test_decompression_bomb_is_refused_by_its_header(size):
    started = time.monotonic()
    with pytest.raises(photos.PictureError):
        photos.take_in(io.BytesIO(png_of(*size)))
    assert time.monotonic() - started < 1
    assert stored_files() == []


def test_picture_too_tall_for_its_sizes_is_refused_and_a_wide_one_is_not():
    with pytest.raises(photos.PictureError):
        photos.take_in(sent(Image.new("RGB", (100, 801)), "PNG"))
    assert stored_files() == []
    assert photos.take_in(sent(Image.new("RGB", (100, 800)), "PNG")).height == 800
    assert photos.take_in(sent(Image.new("RGB", (5000, 4)), "PNG")).width == 5000


def test_same_bytes_are_stored_once_whatever_they_are_called():
    first = photos.take_in(sent(quarters(), name="a.jpg"))
    files = stored_files()
    again = photos.take_in(sent(quarters(), name="b.png"))
    assert again == first
    assert stored_files() == files
    assert len(files) == 3  # the original, 320 and 480 pixels


def test_what_a_broken_off_run_has_left_is_made_whole():
    stored = photos.take_in(sent(quarters()))
    rendition = photos.rendition_name(stored.name, 320)
    with default_storage.open(rendition) as file:
        made = file.read()
    for path, left in ((stored.name, b"half"), (rendition, b"half")):
        with default_storage.open(path, "wb") as file:
            file.write(left)
    assert photos.take_in(sent(quarters())) == stored
    with default_storage.open(rendition) as file:
        assert file.read() == made
    assert len(stored_files()) == 3


def test_stored_files_can_be_read_by_the_server_and_run_by_nobody():
    photos.take_in(sent(quarters()))
    for path in stored_files():
        assert Path(default_storage.path(path)).stat().st_mode & 0o777 == 0o644


def test_sizes_end_at_the_pictures_own_width_and_never_enlarge_it():
    assert photos.widths(100) == [100]
    assert photos.widths(320) == [320]
    assert photos.widths(1000) == [320, 640, 960, 1000]
    assert photos.widths(6000) == [320, 640, 960, 1440, 1920]


def test_photo_and_portrait_keep_what_take_in_has_found(db):
    photo = make.make_photo(upload=make.picture_file((1200, 800)))
    assert (photo.width, photo.height, photo.widths) == (1200, 800, [320, 640, 960, 1200])
    assert make.make_reporter().widths == []
