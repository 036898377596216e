"""Files on records: taken in with care, read by who may read the record, never run by a browser."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests.surfaces.reading.company import make

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.fieldtypes import FieldSpec, FilesType
from keta.kernel.files.keeping import clean_name, clear_unclaimed, file_for, keep
from keta.kernel.files.models import StoredFile
from keta.kernel.files.pictures import redrawn
from keta.kernel.objects import kind_of, register
from keta.kernel.refusals import Invalid, NotFound, Refused
from keta.modules.parties.models import Party

pytestmark = [pytest.mark.django_db, pytest.mark.feature("CUS-44")]

PDF = b"%PDF-1.7 a contract"
CUSTOMER = "parties.customer"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path
    yield tmp_path


def drawn(size: tuple[int, int] = (60, 40), kind: str = "PNG", **more: Any) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, "red").save(kept, kind, **more)
    return kept.getvalue()


def zipped() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("word/document.xml", "x")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "合同.pdf", "application/pdf"),
        (drawn(), "a.PNG", "image/png"),
        (zipped(), "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("你好".encode(), "a.txt", "text/plain"),
        (b"<html><script>x</script>", "a.html", "text/html"),
        (b"<?xml version='1.0'?><svg onload='x'/>", "a.svg", "image/svg+xml"),
        (b"MZ\x90", "setup.exe", "application/x-executable"),
        (b"\x00\x01\x02", "a.bin", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, name: str, kind: str, house: Actor) -> None:
    assert keep(content, name, actor=house).content_type == kind


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "a.pdf", "is empty"),
        (b"MZ\x90", "a.pdf", "is another"),
        (b"<html>", "a.png", "is another"),
        (b"<script>", "a.txt", "is another"),
        (b"x" * 101, "a.txt", "larger than"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(content: bytes, name: str, told: str, house: Actor, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 100
    with pytest.raises(Refused, match=told):
        keep(content, name, actor=house)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\报价.pdf", "报价.pdf"),
        ("a\x00b\r\n.txt", "a_b__.txt"),
        ("invoice\u202efdp.exe", "invoice_fdp.exe"),
        ("   ", "file"),
        ("..", "file"),
        ("x" * 400 + ".pdf", "x" * 196 + ".pdf"),
        ("<script>.txt", "_script_.txt"),
    ],
)
def test_tricky_names_become_plain_ones(name: str, kept: str) -> None:
    assert clean_name(name) == kept


def test_a_record_takes_files_and_they_belong_to_it(house: Actor) -> None:
    one, two = keep(PDF, "a.pdf", actor=house), keep(b"text", "b.txt", actor=house)
    party = make(CUSTOMER, name="A", files=[str(one.pk)])
    records.update(kind_of(CUSTOMER), party.pk, {"files": [str(one.pk), str(two.pk)]}, actor=house)
    assert set(StoredFile.objects.values_list("record_id", "object_key", "field")) == {
        (party.pk, "parties.party", "files")
    }
    with pytest.raises(Invalid, match=""):
        make(CUSTOMER, name="Thief", files=[str(one.pk)])
    with pytest.raises(Invalid):
        make(CUSTOMER, name="Lost", files=["0199c0de-0000-7000-8000-000000000000"])
    with pytest.raises(Invalid):
        make(CUSTOMER, name="Word", files=["contract.pdf"])


@pytest.mark.feature("PRM-01")
def test_a_file_is_read_by_who_may_read_the_record(
    signed_in: Callable[..., tuple[Client, Actor]], member_with: Callable[..., Actor], house: Actor
) -> None:
    owner = member_with("Li Si", read="own")
    file = keep(PDF, "合同.pdf", actor=house)
    make(CUSTOMER, name="A", owner=owner.member_id, files=[str(file.pk)])
    assert file_for(file.pk, owner).pk == file.pk
    stranger = member_with("Wang Wu", read="own")
    blind = member_with("Zhao Liu", read="everyone", fields=[("parties.party", "files", "hidden")])
    for actor in (stranger, blind):
        with pytest.raises(NotFound):
            file_for(file.pk, actor)
    assert signed_in("Qian Qi", read="own")[0].get(f"/files/{file.pk}/a.pdf").status_code == 404
    assert Client().get(f"/files/{file.pk}/a.pdf").status_code == 302


def test_before_a_record_holds_it_only_who_uploaded_it_reads_it_for_an_hour(
    member_with: Callable[..., Actor],
) -> None:
    one, other = member_with("Li Si", read="everyone"), member_with("Wang Wu", read="everyone")
    file = keep(PDF, "a.pdf", actor=one)
    assert file_for(file.pk, one).pk == file.pk
    with pytest.raises(NotFound):
        file_for(file.pk, other)
    StoredFile.objects.update(uploaded_at=timezone.now() - timedelta(hours=2))
    with pytest.raises(NotFound):
        file_for(file.pk, one)


@pytest.mark.parametrize(
    ("content", "name", "disposition", "kind"),
    [
        (PDF, "合同.pdf", "inline", "application/pdf"),
        (b"<html><script>alert(1)</script>", "a.html", "attachment", "application/octet-stream"),
        (b"<svg xmlns='x' onload='alert(1)'/>", "a.svg", "attachment", "application/octet-stream"),
        (b"MZ\x90", "setup.exe", "attachment", "application/octet-stream"),
    ],
)
def test_a_browser_shows_only_what_is_harmless(
    content: bytes, name: str, disposition: str, kind: str, browser: Client
) -> None:
    stored = browser.post("/files", {"file": SimpleUploadedFile(name, content)}).json()
    answer = browser.get(stored["url"])
    assert answer["Content-Disposition"].startswith(disposition)
    assert answer["Content-Type"].startswith(kind)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]


def test_an_upload_that_is_refused_says_why(browser: Client) -> None:
    answer = browser.post("/files", {"file": SimpleUploadedFile("a.pdf", b"MZ")})
    assert (answer.status_code, "is another" in answer.json()["detail"]) == (422, True)
    assert browser.post("/files").status_code == 422


def test_a_form_keeps_its_files_whatever_else_is_refused(browser: Client) -> None:
    new = f"/{CUSTOMER}/new"
    refused = browser.post(new, {"name": "", "files": SimpleUploadedFile("a.pdf", PDF)})
    assert refused.status_code == 422
    file = StoredFile.objects.get()
    assert f'name="files" value="{file.pk}"' in refused.content.decode()
    saved = browser.post(new, {"name": "A", "files": str(file.pk)})
    assert saved.status_code == 302, saved.content.decode()
    party = Party.objects.get()
    assert party.files == [str(file.pk)]
    page = browser.get(f"/{CUSTOMER}/{party.pk}").content.decode()
    assert f"/files/{file.pk}/a.pdf" in page
    edit = {"name": "A", "version": party.version, "files": str(file.pk)}
    browser.post(f"/{CUSTOMER}/{party.pk}/edit", {**edit, f"files-remove-{file.pk}": "1"})
    assert Party.objects.get().files == []


def test_a_form_says_at_the_field_what_is_wrong_with_a_file(browser: Client) -> None:
    answer = browser.post(f"/{CUSTOMER}/new", {"name": "A", "files": SimpleUploadedFile("a.pdf", b"MZ")})
    assert answer.status_code == 422
    assert "is another" in answer.content.decode()


@pytest.mark.feature("PRD-01")
def test_a_picture_is_made_anew_upright_and_without_what_cameras_write(house: Actor) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "where I live"
    file = keep(drawn((3000, 1500), "JPEG", exif=exif), "产品.jpg", actor=house, is_picture=True)
    assert (file.name, file.content_type) == ("产品.webp", "image/webp")
    with default_storage.open(file.place) as stream, Image.open(stream) as picture:
        assert picture.size == (1000, 2000)
        assert "where I live" not in str(picture.info)
    unit = kind_of("catalog.unit").model.objects.first() or make("catalog.unit", name="piece", code="piece")
    product = make("catalog.product", name="Valve", unit=unit.pk, picture=[str(file.pk)])
    assert product.picture == [str(file.pk)]
    plain = keep(drawn(), "a.png", actor=house)
    with pytest.raises(Invalid):
        make("catalog.product", name="Pump", unit=unit.pk, picture=[str(plain.pk)])


def bomb() -> bytes:
    """A PNG of some bytes that claims to be 50,000 pixels a side."""
    head = drawn((1, 1))
    return head[:16] + (50_000).to_bytes(4, "big") * 2 + head[24:]


@pytest.mark.parametrize("content", [bomb(), b"not a picture", b"\x89PNG\r\n\x1a\nbroken", drawn()[:60]])
def test_what_is_no_sound_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        redrawn(content)


def test_files_that_no_record_has_taken_are_cleared_away_after_a_day(house: Actor) -> None:
    old, fresh, held = (keep(PDF, "a.pdf", actor=house) for __ in range(3))
    make(CUSTOMER, name="A", files=[str(held.pk)])
    StoredFile.objects.exclude(pk=fresh.pk).update(uploaded_at=timezone.now() - timedelta(days=2))
    assert clear_unclaimed() == 1
    assert not default_storage.exists(old.place)
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {fresh.pk, held.pk}


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of quotations hold files, for the length of a test."""
    specs = {"sales.quotation_line": (FieldSpec("papers", FilesType(), "Papers", is_custom=True),)}
    monkeypatch.setattr(register, "_extensions", [lambda: (specs, [])])
    monkeypatch.setattr(register, "_extended", {})


def test_files_in_lines_belong_to_the_document(papers: None, anna: Actor, customer: Any, product: Any) -> None:
    file = keep(PDF, "drawing.pdf", actor=anna)
    line = {"product": product, "quantity": "1", "price": "5", "papers": [str(file.pk)]}
    kind = kind_of("sales.quotation")
    quotation = records.create(kind, {"name": "Q", "customer": customer, "lines": [line]}, actor=anna)
    file.refresh_from_db()
    assert (file.record_id, file.object_key, file.field) == (quotation.pk, "sales.quotation", "lines.papers")
    assert file_for(file.pk, anna) == file
    StoredFile.objects.update(uploaded_at=timezone.now() - timedelta(days=2))
    assert clear_unclaimed() == 0
    records.update(kind, quotation.pk, {"remarks": "no line is touched"}, actor=anna)


def test_a_file_of_a_line_is_read_by_nobody_else(
    papers: None, anna: Actor, ben: Actor, customer: Any, product: Any
) -> None:
    file = keep(PDF, "drawing.pdf", actor=anna)
    line = {"product": product, "quantity": "1", "price": "5", "papers": [str(file.pk)]}
    kind = kind_of("sales.quotation")
    records.create(kind, {"name": "Q", "customer": customer, "lines": [line]}, actor=anna)
    with pytest.raises(NotFound):
        file_for(file.pk, ben)
    with pytest.raises(Invalid, match="upload it again"):
        records.create(kind, {"name": "R", "customer": customer, "lines": [line]}, actor=anna)
