"""What a picture file says of itself is read whatever program and code it was written in, and one account made of it."""

import datetime

import pytest
from PIL import ExifTags, Image

from articles import photo_facts
from tests import photo_files as make

CAPTION = "五月的一个早晨，修伞匠在槐树下干活。"
DAY = datetime.date(2020, 5, 22)
EXIF_SAYS = make.exif(description="以 EXIF 为准。", artist="王小明", taken="2020:05:22 23:50:12")
IPTC_SAYS = make.iim(
    (120, "以 IPTC 为准。"), (80, "李小红"), (105, "伞摊"), (55, "20200521"), (90, "北京市"), (92, "月牙河")
)
XMP_SAYS = make.xmp(
    dc__description={"x-default": "以 XMP 为准。"},
    dc__creator=["张小军"],
    photoshop__Headline="修伞",
    photoshop__DateCreated="2020-05-20T10:00:00+08:00",
    photoshop__City="上海市",
)


@pytest.mark.parametrize("code", ["utf-8", "gb18030"])
def test_iptc_is_read_in_utf_8_and_in_gbk(code):
    block = make.iim(
        (120, CAPTION), (105, "胡同口来了修伞匠"), (80, "林小禾"), (85, "记者"), (55, "20200522"),
        (101, "中国"), (95, "北京市"), (90, "东城区"), (92, "槐安街道"), code=code,
    )  # fmt: skip
    assert photo_facts.read(make.jpeg(iptc=block)) == photo_facts.PhotoFacts(
        headline="胡同口来了修伞匠",
        caption=CAPTION,
        credits=(("记者", "林小禾"),),
        taken_on=DAY,
        place="北京市 东城区 槐安街道",
    )


def test_iptc_that_names_its_code_is_read_in_it():
    said = make.iim((120, "Ça été présenté à Genève"), code="latin-1", declared=b"\x1b.A")
    assert photo_facts.read(make.jpeg(iptc=said)).caption == "Ça été présenté à Genève"
    said = make.iim((120, CAPTION), declared=b"\x1b%G")
    assert photo_facts.read(make.jpeg(iptc=said)).caption == CAPTION


# The bytes of the first would be GBK as well, of rare signs.
@pytest.mark.parametrize("said", ["L'affiche présentait des fenêtres", "Le marché a été présenté", "Ålesund"])
def test_western_accents_are_no_chinese(said):
    block = make.iim((120, said), code="latin-1")
    assert photo_facts.read(make.jpeg(iptc=block)).caption == said


@pytest.mark.parametrize("code", ["utf-8", "gb18030"])
def test_iptc_that_was_cut_within_a_sign_loses_only_that_sign(code):
    whole = ("修伞匠" * 700).encode(code)[:1999]
    caption = photo_facts.read(make.jpeg(iptc=make.iim((120, whole)))).caption
    assert caption == ("修伞匠" * 700)[: len(caption)]
    assert len(caption) == (666 if code == "utf-8" else 999)


@pytest.mark.parametrize("code", ["utf-8", "gb18030"])
def test_exif_is_read_in_utf_8_and_in_gbk(code):
    exif = make.exif(description=CAPTION, artist="林小禾", taken="2020:05:22 06:10:00", code=code)
    for form in ("JPEG", "PNG", "WEBP", "AVIF"):
        facts = photo_facts.read(make.picture(form, exif=exif))
        assert (facts.caption, facts.credits, facts.taken_on) == (CAPTION, (("摄影", "林小禾"),), DAY), form


def test_what_windows_and_a_cameras_program_write_is_read():
    exif = make.exif(XPTitle="修伞", XPAuthor="林小禾", XPComment="槐树下的伞摊。")
    facts = photo_facts.read(make.picture(exif=exif))
    assert (facts.headline, facts.credits, facts.caption) == ("修伞", (("摄影", "林小禾"),), "槐树下的伞摊。")
    assert (
        photo_facts.read(make.picture(exif=make.exif(comment="槐树下的伞摊。"))).caption == "槐树下的伞摊。"
    )


def test_heic_says_its_caption_and_date():
    facts = photo_facts.read(make.HEIC)
    assert (facts.caption, facts.taken_on) == ("修伞匠在槐树下干活。", DAY)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_is_read_from_every_kind_of_picture(form):
    facts = photo_facts.read(make.picture(form, xmp=XMP_SAYS))
    assert facts == photo_facts.PhotoFacts(
        "修伞", "以 XMP 为准。", (("摄影", "张小军"),), datetime.date(2020, 5, 20), "上海市"
    )


def test_xmp_that_no_segment_could_hold_is_put_together():
    long = "修伞匠在槐树下干活。" * 100
    data = make.jpeg(
        xmp=make.xmp(**make.extended_note()), extended=make.xmp(dc__description={"x-default": long})
    )
    assert photo_facts.read(data).caption == long


def test_xmp_gives_the_default_language_and_the_place_that_is_shown():
    shown = (
        "<rdf:Bag><rdf:li rdf:parseType='Resource'><Iptc4xmpExt:City>成都市</Iptc4xmpExt:City>"
        "<Iptc4xmpExt:Sublocation>宽窄巷子</Iptc4xmpExt:Sublocation></rdf:li></rdf:Bag>"
    )
    data = make.jpeg(
        xmp=make.xmp(
            dc__description={"en": "Umbrellas", "x-default": "伞。"}, Iptc4xmpExt__LocationShown=shown
        )
    )
    facts = photo_facts.read(data)
    assert (facts.caption, facts.place) == ("伞。", "成都市 宽窄巷子")


@pytest.mark.parametrize(
    "packet",
    [
        b"<!DOCTYPE x [<!ENTITY a 'aaa'>]>" + make.xmp(dc__description="说明&a;"),
        b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + make.xmp(dc__description="说明&a;"),
        make.xmp(dc__description="没有结尾")[:-40],
        b"\xff\xfe" * 40,
        b"",
        make.xmp(dc__description="长" * 1_500_000),
    ],
)
def test_xmp_that_is_broken_or_dangerous_says_nothing(packet):
    assert photo_facts.read(make.picture("WEBP", xmp=packet)) == photo_facts.PhotoFacts()


# Metadata Working Group, Guidelines for Handling Image Metadata 2.0, chapter 5


def test_where_all_three_disagree_exif_comes_first():
    facts = photo_facts.read(make.jpeg(exif=EXIF_SAYS, iptc=IPTC_SAYS, xmp=XMP_SAYS, digest=True))
    assert facts.caption == "以 EXIF 为准。"
    assert facts.credits == (("摄影", "王小明"),)
    assert facts.taken_on == DAY
    assert facts.overruled == ("以 XMP 为准。", "以 IPTC 为准。")


@pytest.mark.parametrize("digest", [None, True])
def test_xmp_comes_before_iptc_that_has_not_changed_since(digest):
    facts = photo_facts.read(make.jpeg(iptc=IPTC_SAYS, xmp=XMP_SAYS, digest=digest))
    assert facts.caption == "以 XMP 为准。"
    assert facts.credits == (("摄影", "张小军"),)
    assert (facts.headline, facts.taken_on) == ("修伞", datetime.date(2020, 5, 20))
    # What only one of them says stands all the same.
    assert facts.place == "上海市 月牙河"


def test_iptc_that_was_changed_without_the_xmp_comes_before_it():
    facts = photo_facts.read(make.jpeg(iptc=IPTC_SAYS, xmp=XMP_SAYS, digest=False))
    assert facts.caption == "以 IPTC 为准。"
    assert facts.credits == (("摄影", "李小红"),)
    assert (facts.headline, facts.taken_on) == ("伞摊", datetime.date(2020, 5, 21))
    assert facts.place == "北京市 月牙河"


def test_iptc_that_only_holds_the_beginning_of_the_xmp_was_cut_and_not_changed():
    long = "修伞匠" * 300
    iptc = make.iim((120, long.encode()[:2000]))
    data = make.jpeg(iptc=iptc, xmp=make.xmp(dc__description={"x-default": long}), digest=False)
    facts = photo_facts.read(data)
    assert (facts.caption, facts.overruled) == (long, ())


def test_captions_that_say_the_same_are_told_once():
    data = make.jpeg(
        exif=make.exif(description=CAPTION),
        iptc=make.iim((120, CAPTION), code="gb18030"),
        xmp=make.xmp(dc__description={"x-default": f" {CAPTION} "}),
    )
    facts = photo_facts.read(data)
    assert (facts.caption, facts.overruled) == (CAPTION, ())


@pytest.mark.parametrize(
    "said",
    [
        "OLYMPUS DIGITAL CAMERA", "SAMSUNG", "default", "DCIM", "DSC_0123", "IMG_20200522_101112.jpg", "_MG_4711",
        "20200522_101112(1)", "oplus_32", "微信图片_20200522101112", "mmexport1590112345678.jpg", "修伞匠.JPG",
        "????????", "？？？，？", "   ", "---", '{"mode":"auto"}', "Screenshot", "\0\0\0", "Exif_JPEG_PICTURE",
    ],
)  # fmt: skip
def test_what_a_camera_or_a_program_has_written_is_no_caption(said):
    exif = make.exif(description=said)
    assert photo_facts.read(make.jpeg(exif=exif)).caption == ""
    # What stands behind it is.
    data = make.jpeg(exif=exif, xmp=make.xmp(dc__description={"x-default": CAPTION}))
    assert (photo_facts.read(data).caption, photo_facts.read(data).overruled) == (CAPTION, ())


@pytest.mark.parametrize(
    "said", ["伞", "G20 峰会", "2020年5月22日，修伞匠在干活。", "A man mends umbrellas.", "默认的规矩"]
)
def test_few_words_of_a_person_are_a_caption(said):
    assert photo_facts.read(make.jpeg(exif=make.exif(description=said))).caption == said


@pytest.mark.parametrize(
    ("creators", "title", "giver", "wanted"),
    [
        (["林小禾"], "", "", [("摄影", "林小禾")]),
        (["林小禾"], "记者", "", [("记者", "林小禾")]),
        (["记者 林小禾"], "", "", [("记者", "林小禾")]),
        (["林小禾 摄"], "Photographer", "", [("摄影", "林小禾")]),
        (["林小禾", "罗听澜"], "", "", [("摄影", "林小禾"), ("摄影", "罗听澜")]),
        (["本报记者 林小禾 通讯员 何芳 摄"], "", "", [("记者", "林小禾"), ("通讯员", "何芳")]),
        (["李响"], "", "新华社记者 李响 摄", [("新华社记者", "李响")]),
        (["李响"], "", "新华社", [("摄影", "李响"), ("供图", "新华社")]),
        ([], "", "新华社", [("供图", "新华社")]),
        ([], "", "区文旅局 供图", [("供图", "区文旅局")]),
        (["Ian Example"], "", "Ian Example/Agency", [("摄影", "Ian Example")]),
        (["微软用户"], "", "", []),
        (["PENTAX", "林小禾"], "", "", [("摄影", "林小禾")]),
    ],
)
def test_credits_are_parted_into_role_and_person_as_in_a_pages_text(creators, title, giver, wanted):
    xmp = make.xmp(dc__creator=creators, photoshop__AuthorsPosition=title, photoshop__Credit=giver)
    assert photo_facts.read(make.jpeg(xmp=xmp)).credits == tuple(wanted)


def test_exif_names_several_makers_in_one_line():
    facts = photo_facts.read(make.jpeg(exif=make.exif(artist='林小禾; "罗听澜"')))
    assert facts.credits == (("摄影", "林小禾"), ("摄影", "罗听澜"))


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("2020:05:22 23:59:59", DAY),
        ("2020-05-22 10:00", DAY),
        ("0000:00:00 00:00:00", None),
        ("2020:13:45 00:00:00", None),
        ("    :  :     :  :  ", None),
        ("昨天", None),
    ],
)
def test_date_that_is_none_is_left_out(said, wanted):
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = said.encode()
    assert photo_facts.read(make.picture(exif=exif)).taken_on == wanted


def test_place_is_what_a_person_typed_and_never_coordinates():
    exif = make.exif(description=CAPTION)
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLatitudeRef] = (39.0, 55.0, 12.0), "N"
    assert photo_facts.read(make.picture(exif=exif)).place == ""
    english = make.iim((92, "Old Street"), (90, "Beijing"), (101, "China"))
    assert photo_facts.read(make.jpeg(iptc=english)).place == "Old Street, Beijing"
    abroad = make.iim((90, "东京"), (101, "日本"))
    assert photo_facts.read(make.jpeg(iptc=abroad)).place == "日本 东京"
    assert photo_facts.read(make.jpeg(iptc=make.iim((101, "中国")))).place == "中国"


def test_signs_that_no_page_can_show_are_left_out_and_lines_stay():
    exif = make.exif(description="第一行\r\n\x07第二行\x0b接着\ufeff\r\n\r\n\r\n\r\n第三段\x00")
    assert photo_facts.read(make.picture(exif=exif)).caption == "第一行\n第二行 接着\n\n第三段"
    assert photo_facts.read(make.jpeg(iptc=make.iim((105, "一 行\r\n标题")))).headline == "一 行 标题"


@pytest.mark.parametrize("at", range(0, 400, 7))
def test_damaged_notes_cost_nothing_but_themselves(at):
    data = bytearray(make.jpeg(exif=EXIF_SAYS, iptc=IPTC_SAYS, xmp=XMP_SAYS, digest=True))
    data[20 + at : 24 + at] = b"\xff\x1c\x00\xfe"
    assert isinstance(photo_facts.read(bytes(data)), photo_facts.PhotoFacts)


def test_what_is_no_picture_says_nothing():
    for data in (b"", b"\xff\xd8\xff", "只是文字".encode(), make.HEIC[:60]):
        assert photo_facts.read(data) == photo_facts.PhotoFacts()
