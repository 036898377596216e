"""Every sentence has its Chinese, and nothing that people read goes past the catalogues."""

import ast
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jinja2 import Environment
from scripts import translate
from tests.architecture.code import PACKAGE, files, name_of, tree_of
from tests.company import Company, create

from keta.kernel.access import Actor
from keta.kernel.organisation.models import Member, User

TEMPLATES = [*(PACKAGE / "surfaces/templates").rglob("*.html"), *(PACKAGE / "project/templates").rglob("*.html")]
CHINESE = [translate.SIMPLIFIED, translate.TRADITIONAL]
PLACES = re.compile(r"%\(\w+\)[sdr]|(?<!\$)\{\w+\}")
SILENT_TAGS = re.compile(r"<(script|style|code|kbd)\b.*?</\1>", re.DOTALL)
READ_ATTRIBUTES = re.compile(r"""(?<![\w-])(?:aria-label|title|placeholder|alt|label)=(?:"([^"]*)"|'([^']*)')""")
READ_ARGUMENTS = {"label", "title", "text", "note", "help", "reason", "heading", "placeholder"}
BRANDS = {"Keta", "客塔"}
FORMATS = {"CSV", "JSON", "PDF", "PNG", "XLSX"}

NOT_OURS = {
    "商机": "项目机会", "订单": "销售合同", "客户池": "公海", "登陆": "登录", "帐": "账", "其它": "其他", "用户端": "客户端",
    "操作成功": "（画面已显示，无需提示）", "非法": "（说明原因）", "！": "。", "请重新操作": "请重试", "当前用户": "您",
}  # fmt: skip
"""Words that stand for a thing which has another name here, or that no message of ours says."""

KNOWN_WORDS = BRANDS | FORMATS | {
    "ID", "IP", "UTF", "Excel", "WPS", "WeChat", "Ctrl", "Alt", "Enter", "Esc", "English", "OpenDocument",
    "KB", "MB", "KH", "XM", "BJ", "HT", "CN",
}  # fmt: skip
"""What may stand on a Chinese page in letters: names of things, keys, formats, numbers of documents."""


def strings(message: Any) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def messages(language: str) -> list[Any]:
    return [message for message in translate.read(language) if message.id]


def first(message: Any) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def test_the_catalogue_holds_the_sentences_of_the_source_and_no_others():
    source = {(words, context) for words, context in translate.sentences()}
    held = {(message.id, message.context) for message in messages(translate.SIMPLIFIED)}
    assert (source - held, held - source) == (set(), set()), "Run scripts/translate.py."


@pytest.mark.parametrize("language", CHINESE)
def test_every_sentence_is_translated_and_certain(language: str):
    open_ones = [first(each) for each in messages(language) if each.fuzzy or not translate.translated(each)]
    assert open_ones == []


@pytest.mark.parametrize("language", CHINESE)
def test_places_for_values_are_the_same_in_both_languages(language: str):
    unlike = [
        (first(message), text)
        for message in messages(language)
        for text in strings(message)
        if sorted(PLACES.findall(text)) != sorted(PLACES.findall(first(message)))
    ]
    assert unlike == []


def test_no_two_readings_of_one_sentence():
    """Two entries for one English sentence need a context; a reader of the file must not find it twice."""
    path = translate.path_of(translate.SIMPLIFIED, "po")
    entries = re.findall(r'(?:msgctxt "(.*)"\n)?msgid ((?:".*"\n)+)', path.read_text("utf-8"))
    assert len(entries) == len(set(entries))


def test_a_thing_has_one_name():
    wrong = [
        f"{text}: {right}"
        for message in messages(translate.SIMPLIFIED)
        for text in strings(message)
        for word, right in NOT_OURS.items()
        if word in text
    ]
    assert wrong == []


def test_letters_and_figures_stand_apart_from_chinese():
    touching = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]")
    texts = [text for message in messages(translate.SIMPLIFIED) for text in strings(message)]
    assert [text for text in texts if touching.search(PLACES.sub("", text))] == []


def test_traditional_chinese_is_made_of_the_simplified():
    made = translate.traditional(translate.read(translate.SIMPLIFIED))
    told = {(message.id, message.context): message.string for message in messages(translate.TRADITIONAL)}
    assert told == {(message.id, message.context): message.string for message in made if message.id}


@pytest.mark.parametrize("language", CHINESE)
def test_the_compiled_catalogue_is_that_of_its_source(language: str):
    compiled = translate.compiled(translate.read(language))
    assert translate.path_of(language, "mo").read_bytes() == compiled, "Run scripts/translate.py compile."


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_template_says_nothing_past_the_catalogue(path: Path):
    assert list(bare_words(path.read_text("utf-8"))) == []


def bare_words(template: str) -> Iterator[str]:
    """Words in text, in attributes that are read, and in literals that code gives to a label."""
    tokens = [(kind, text) for __, kind, text in Environment().lex(template) if kind != "whitespace"]
    written = SILENT_TAGS.sub(" ", "".join(text if kind == "data" else "\0" for kind, text in tokens))
    texts = [found[0] or found[1] for found in READ_ATTRIBUTES.findall(written)]
    texts += re.split(
        r"""<[^>]*>|[\s\0][\w-]+="[^"<>]*"|\0 disabled\0""", written
    )  # macros make tags and bare attributes
    texts += [
        text
        for (__, name), (__, sign), (kind, text) in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if name.strip("\"'") in READ_ARGUMENTS and sign in "=:" and kind == "string"
    ]
    for text in texts:
        words = re.findall(r"[A-Za-z]{2,}|[\u4e00-\u9fff]+", html.unescape(text))
        yield from (word for word in words if word not in BRANDS | FORMATS)


def test_a_bare_word_is_found_wherever_it_hides():
    assert list(bare_words('<p title="Hint">{{ _("Fine") }} Bare</p>{{ field({"label": "Naked"}) }}')) == [
        "Hint",
        "Bare",
        "Naked",
    ]


REFUSALS = {"Refused", "Invalid", "NotAllowed", "NotFound", "Conflict"}


def test_no_refusal_and_no_label_goes_past_the_catalogue():
    bare = [
        f"{name_of(path)}:{value.lineno} {value.value}"
        for path in files()
        if not name_of(path).startswith(("project/demo", "project/bench", "project/commands", "insight"))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        for value in read_by_people(node)
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and re.search(r"[A-Za-z]{2}", value.value)
    ]
    assert bare == []


def read_by_people(call: ast.Call) -> Iterator[ast.expr]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name in REFUSALS and call.args:
        yield call.args[0]
    yield from (each.value for each in call.keywords if each.arg in ("label", "help", "message"))


@pytest.fixture(autouse=True)
def chinese_company(settings: Any) -> None:
    """What is delivered to a company is in its language."""
    settings.LANGUAGE_CODE = "zh-hans"


@pytest.fixture
def seller(company: Company) -> Actor:
    return company.hire("安娜", "salesperson", company.east)


def signed_in(actor: Actor, language: str) -> Client:
    user = User.objects.create_user("安娜", password="it-is-long-enough")
    Member.objects.filter(pk=actor.member_id).update(user=user)
    client = Client(headers={"accept-language": language})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_pages_speak_chinese_and_nothing_else(seller: Actor, language: str):
    customer = create("parties.customer", seller, name="太原煤矿机械有限公司", phone="0351-7654321", grade="key")
    deal = create("crm.opportunity", seller, name="支架", customer=customer, lines=[])
    quotation = create("sales.quotation", seller, name="支架", customer=customer, lines=[])
    pages = [
        "/", "/parties.customer", "/parties.customer?by=grade", "/parties.customer/new", "/crm.opportunity/board",
        f"/parties.customer/{customer.pk}", f"/parties.customer/{customer.pk}/edit", f"/parties.customer/{customer.pk}/history",
        f"/crm.opportunity/{deal.pk}", "/crm.opportunity/new", f"/sales.quotation/{quotation.pk}", "/sales.contract/new",
        f"/crm.opportunity/{deal.pk}/actions/lose_opportunity", "/parties.customer/00000000-0000-7000-8000-000000000000",
        "/account/password/change/", "/account/sessions/", "/account/2fa/", "/account/2fa/totp/activate/", "/account/2fa/recovery-codes/", "/account/reauthenticate/", "/there-is-nothing",
    ]  # fmt: skip
    client = signed_in(seller, language)
    found = {address: foreign_words(client.get(address, follow=True).content.decode()) for address in pages}
    assert {address: words for address, words in found.items() if words} == {}


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_the_sign_in_speaks_chinese_and_nothing_else(db: None, language: str):
    client = Client(headers={"accept-language": language})
    asked = client.get("/account/login/")
    refused = client.post("/account/login/", {"login": "nobody", "password": "wrong-and-long"})
    assert (foreign_words(asked.content.decode()), foreign_words(refused.content.decode())) == (set(), set())


def foreign_words(page: str) -> set[str]:
    """Words in letters that a reader of the page meets, the words of its scripts included."""
    scripts = re.findall(r'<script type="application/json" id="words">(.*?)</script>', page, re.DOTALL)
    texts = [text for words in scripts for text in json.loads(words).values()]
    seen = SILENT_TAGS.sub(" ", re.sub(r"<!--.*?-->", " ", page, flags=re.DOTALL))
    texts += [found[0] or found[1] for found in READ_ATTRIBUTES.findall(seen)]
    texts += re.split(r"<[^>]*>", seen)
    words = {word for text in texts for word in re.findall(r"[A-Za-z]{2,}", PLACES.sub(" ", html.unescape(text)))}
    return words - KNOWN_WORDS
