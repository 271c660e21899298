"""Portraits on the desk: what is taken, what is refused in which words, and what stays."""

import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageCms, ImageDraw

from candidates.desk import forms
from candidates.desk.portrait_widget import address_of, kept_file
from candidates.models import Candidate, KeptPortrait
from tests.factories import CAMPAIGN, go_live, make_candidate, open_campaign


def picture(form="JPEG", size=(1200, 900), colour="navy", **options) -> bytes:
    """Return the bytes of a picture with a light square in its upper left corner."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 3, size[1] // 3), fill="white")
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def located() -> bytes:
    """Return EXIF that says where a picture was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (42.0, 52.0, 30.0)})
    return exif.tobytes()


def bomb() -> bytes:
    """Return a small PNG that says it is 20,000 × 20,000 pixels large."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


FILES = Path(__file__).parent / "files"

REFUSED = {
    "truncated": (picture()[:4000], "This file is broken"),
    "fake": (b"MZ this is no picture", "This file is broken"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>', "This file is broken"),
    "gif": (picture("GIF"), "This file is broken"),
    "heic": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 200, "HEIC picture"),
    "truncated heic": ((FILES / "sideways.heic").read_bytes()[:700], "HEIC picture cannot be read"),
    "bomb": (bomb(), "more than 50 million pixels"),
    "heic bomb": ((FILES / "large.heic").read_bytes(), "more than 50 million pixels"),
    "empty": (b"", "file is empty"),
}


def send(client, person, upload=None, name="face.jpg", **changes):
    """Send the person's form, in English, with an upload and some changes."""
    fields = {name: value for name, value in model_to_dict(person).items() if value is not None and name != "portrait"}
    names = ("family_name", "given_name", "profession")
    fields |= {f"{n}_{code}": getattr(person, f"{n}_{code}") or "" for n in names for code in ("ky", "ru", "en")}
    fields |= {"candidacies-TOTAL_FORMS": 0, "candidacies-INITIAL_FORMS": 0}
    if upload is not None:
        fields["portrait"] = SimpleUploadedFile(name, upload, "image/jpeg")
    with translation.override("en"):
        address = reverse("admin:candidates_candidate_change", args=[person.pk])
    return client.post(address, fields | changes)


def token_in(response) -> str:
    """Return the hidden word by which a form brings the picture back that is kept."""
    return re.search(r'name="portrait-kept" value="([^"]+)"', response.text).group(1)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", REFUSED)
def test_a_bad_picture_is_refused_with_a_reason_and_the_rest_of_the_form_is_kept(admin_client, person, kind):
    upload, reason = REFUSED[kind]
    response = send(admin_client, person, upload, profession_ky="Жаңы кесип")
    form = response.context["adminform"].form
    assert list(form.errors) == ["portrait"]
    assert reason in response.text
    assert ">\nЖаңы кесип</textarea>" in response.text
    person.refresh_from_db()
    assert (person.portrait.name, person.profession_ky) == ("", "Инженер")


@pytest.mark.django_db
def test_a_file_of_more_than_twenty_megabytes_is_refused(admin_client, person, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST_FILE", 1000)
    response = send(admin_client, person, picture())
    assert "This file is too large." in response.text


def test_the_largest_file_is_twenty_megabytes():
    assert forms.LARGEST_FILE == 20 * 1024 * 1024


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_as_an_upright_jpeg_that_says_nothing_of_where_it_was_taken(admin_client, person, form):
    response = send(admin_client, person, picture(form, exif=located()), name="назир.jpg")
    assert response.status_code == 302, response.context["adminform"].form.errors
    person.refresh_from_db()
    with person.portrait.open() as file, Image.open(file) as stored:
        assert (stored.format, stored.size) == ("JPEG", (900, 1200))
        assert not stored.getexif()
        assert not {"exif", "xmp", "photoshop"} & set(stored.info)
    with person.portrait.open() as file:
        assert b"Telephone" not in file.read()


@pytest.mark.django_db
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_telephone_picture_stands_upright_however_it_was_held(admin_client, person, orientation):
    send(admin_client, person, held(orientation), name="IMG_0001.JPG")
    person.refresh_from_db()
    with person.portrait.open() as file, Image.open(file) as stored:
        assert stored.size == (600, 800)
        corner, opposite = stored.getpixel((40, 40)), stored.getpixel((560, 760))
    assert corner[0] > 200 > 100 > corner[2]  # the red corner is the upper left one
    assert opposite[2] > 100 > opposite[0]


def held(orientation: int) -> bytes:
    """Return an upright picture as a telephone stores it that was held in one of the eight ways EXIF knows."""
    image = Image.new("RGB", (600, 800), (0, 0, 160))
    ImageDraw.Draw(image).rectangle((0, 0, 200, 200), fill=(255, 0, 0))
    turn = Image.Transpose
    ways = {2: turn.FLIP_LEFT_RIGHT, 3: turn.ROTATE_180, 4: turn.FLIP_TOP_BOTTOM, 5: turn.TRANSPOSE}
    ways |= {6: turn.ROTATE_90, 7: turn.TRANSVERSE, 8: turn.ROTATE_270}
    lying = image.transpose(ways[orientation]) if orientation in ways else image
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = BytesIO()
    lying.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


@pytest.mark.django_db
def test_heic_of_a_telephone_is_taken_upright_and_without_its_place(admin_client, person):
    response = send(admin_client, person, (FILES / "sideways.heic").read_bytes(), name="IMG_0002.HEIC")
    assert response.status_code == 302, response.context["adminform"].form.errors
    person.refresh_from_db()
    with person.portrait.open() as file, Image.open(file) as stored:
        assert (stored.format, stored.size, dict(stored.getexif())) == ("JPEG", (900, 1200), {})
        assert stored.getpixel((860, 40)) > (240, 240, 240)
        assert stored.getpixel((40, 1160))[2] > 100


@pytest.mark.django_db
def test_colours_of_a_telephone_become_those_every_screen_knows(admin_client, person):
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (wide, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), b"no profile"):
        assert send(admin_client, person, picture(icc_profile=profile)).status_code == 302
        person.refresh_from_db()
        with person.portrait.open() as file, Image.open(file) as stored:
            assert "icc_profile" not in stored.info
            assert max(abs(a - b) for a, b in zip(stored.getpixel((1100, 800)), (0, 0, 128), strict=True)) < 6


@pytest.mark.django_db
@pytest.mark.parametrize("point", ["", "0.5", "2x0.5", "-1x0.5", "nanxnan", "0.5x0.5x0.5", "١x٠"])
def test_a_point_outside_the_picture_is_refused(admin_client, person, point):
    send(admin_client, person, picture(), portrait_ppoi=point)
    assert Candidate.objects.get().portrait_ppoi == "0.5x0.5"


@pytest.mark.django_db
def test_a_good_picture_is_kept_while_another_field_is_mended(admin_client, person):
    wrong = send(admin_client, person, picture(), family_name_ky="")
    token = token_in(wrong)
    person.refresh_from_db()
    assert not person.portrait
    assert "The picture you chose is kept." in wrong.text
    kept = KeptPortrait.objects.get()
    assert f'src="{address_of(kept.name)}"'.replace("/ky/", "/en/") in wrong.text

    send(admin_client, person, **{"portrait-kept": token, "portrait_ppoi": "0.2x0.2"})
    person.refresh_from_db()
    assert person.portrait.name == kept.name
    assert (person.portrait_width, person.portrait_ppoi) == (1200, "0.2x0.2")
    assert not KeptPortrait.objects.exists()


@pytest.mark.django_db
def test_a_kept_picture_gives_way_to_another_and_outlives_a_broken_one(admin_client, admin_user, person):
    wrong = send(admin_client, person, picture(), family_name_ky="")
    token, kept = token_in(wrong), KeptPortrait.objects.get().name
    broken = send(admin_client, person, picture()[:4000], **{"portrait-kept": token})
    assert list(broken.context["adminform"].form.errors) == ["portrait"]
    assert kept_file(token_in(broken), admin_user.pk).name == kept

    send(admin_client, person, picture(colour="green"), **{"portrait-kept": token})
    person.refresh_from_db()
    assert person.portrait
    assert person.portrait.name != kept


@pytest.mark.django_db
def test_a_name_we_did_not_sign_brings_no_picture(admin_client, person):
    answer = send(admin_client, person, **{"portrait-kept": "portraits/somebody.jpeg:forged"})
    assert "Choose it again." in answer.text
    assert "portrait-kept" not in answer.text
    person.refresh_from_db()
    assert not person.portrait


@pytest.mark.django_db
def test_a_picture_is_named_by_its_content(admin_client, person):
    other = make_candidate(family_name_ky="Башка")
    for one in (person, other):
        send(admin_client, one, picture())
        one.refresh_from_db()
    assert person.portrait.name == other.portrait.name
    assert Path(person.portrait.name).parent.name == "portraits"
    assert len(Path(person.portrait.name).stem) == 32


@pytest.mark.django_db
def test_a_transparent_picture_stands_on_white(admin_client, person):
    out = BytesIO()
    Image.new("RGBA", (900, 900), (0, 0, 0, 0)).save(out, "PNG")
    send(admin_client, person, out.getvalue(), name="face.png")
    person.refresh_from_db()
    with person.portrait.open() as file, Image.open(file) as stored:
        assert stored.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.django_db
def test_a_new_picture_is_cut_around_its_middle_until_the_face_is_shown(admin_client, person):
    send(admin_client, person, picture(), portrait_ppoi="0.2x0.2")
    person.refresh_from_db()
    assert person.portrait_ppoi == "0.2x0.2"
    send(admin_client, person, picture(colour="green"))
    person.refresh_from_db()
    assert person.portrait_ppoi == "0.5x0.5"


@pytest.mark.django_db
def test_replacing_or_removing_a_portrait_deletes_no_file(admin_client, settings):
    said = {"portrait_alt_ky": "Адам", "portrait_alt_ru": "Адам", "portrait_alt_en": "A man", "portrait_rights": "Үлгү"}
    person = make_candidate(open_campaign(), **said)
    send(admin_client, person, picture())
    person.refresh_from_db()
    go_live(person, at=CAMPAIGN)
    before = stored_files(settings)
    send(admin_client, person, picture(colour="green"))
    person.refresh_from_db()
    send(admin_client, person, **{"portrait-clear": "on"})
    assert before
    assert before <= stored_files(settings)
    assert not Candidate.objects.get().portrait


def stored_files(settings) -> set[Path]:
    """Return every stored file."""
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
