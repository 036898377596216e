"""Names of companies for finding duplicates: the core without legal form and place; how alike two are."""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from keta.kernel.china.divisions import Division, Level, named
from keta.kernel.text.pinyin import syllables
from keta.kernel.text.words import FIRST_IDEOGRAPH, fold

ALIKE_FROM = 0.82  # from here on two names are worth showing as likely duplicates

CHINESE_FORM = re.compile(
    "(股份|集团|控股|责任|有限|特殊普通合伙|普通合伙|有限合伙|合伙|个人独资|总公司|公司|总厂|企业)+$"
)
BRANCH = re.compile("(?P<company>.{2,}?公司)(?P<branch>.+(分公司|分厂|分店|办事处|营业部|代表处))")
BRACKETS = re.compile(r"[(\[【〔](.*?)[)\]】〕]")
LATIN_FORMS = frozenset(
    [
        "ltd",
        "limited",
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "llc",
        "llp",
        "lp",
        "plc",
        "gmbh",
        "ag",
        "kg",
        "ohg",
        "mbh",
        "se",
        "sa",
        "sas",
        "sarl",
        "srl",
        "spa",
        "bv",
        "nv",
        "ab",
        "oy",
        "as",
        "aps",
        "pty",
        "pte",
        "pvt",
        "kk",
        "sdn",
        "bhd",
        "sl",
        "lda",
        "holding",
        "holdings",
        "group",
        "the",
        "and",
    ]
)
NUMERALS = re.compile("[0-9一二三四五六七八九十]+")
NO_PLACES = {"东方"}  # a city in Hainan, and the beginning of a thousand companies
LONGEST_PLACE, SHORTEST_CORE = 11, 2
TELLING_CORE = 3  # a shorter one (鑫辉, 大学) is another company in another city


@dataclass(frozen=True, slots=True)
class CompanyName:
    """上海鑫輝科技有限公司北京分公司 is 鑫辉科技 in 上海 with branch 北京分公司."""

    core: str
    place: Division | None = None
    branch: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Names that share a key are worth comparing; the first key is the strict one."""
        place = self.place.code if self.place else ""
        return tuple(dict.fromkeys(key for key in (place + self.core + self.branch, self.core) if key))

    def is_elsewhere(self, other: "CompanyName") -> bool:
        """Whether both say where they are, and neither place lies in the other."""
        here, there = self.place, other.place
        return bool(here and there and here != there and not here.lies_in(there) and not there.lies_in(here))


def company_name(text: str) -> CompanyName:
    """Takes a name apart, whatever brackets, width, characters and spaces it is written with."""
    name = unicodedata.normalize("NFKC", text)
    if max(name, default="") < FIRST_IDEOGRAPH:
        return CompanyName(_latin_core(name))
    name, place_inside = _without_place_inside(name)
    whole = fold(name).replace(" ", "")
    parts = BRANCH.fullmatch(whole)
    company, branch = (parts["company"], parts["branch"]) if parts else (whole, "")
    form = CHINESE_FORM.search(company)
    body = company[: form.start()] if form and form.start() >= SHORTEST_CORE else company
    place, length = _places(body)
    return CompanyName(body[length:], place or place_inside, branch)


def name_keys(text: str) -> tuple[str, ...]:
    """The first is that of the same name; by the others, hints, names are found that `likeness` has to compare: the
    core alone, its sound (~huaxing), its beginning (^华星)."""
    name = company_name(text)
    if not name.core:
        return ()
    head = name.core[: 4 if name.core.isascii() else 2]
    sound = () if name.core.isascii() else (f"~{''.join(syllables(name.core))}",)
    return tuple(dict.fromkeys((*name.keys, *sound, f"^{head}")))


def likeness(one: str, other: str) -> float:
    """How much two names look like one company, from 0 to 1; compare with ALIKE_FROM.

    Legal forms do not count. Other places or branches make one core less alike; other numerals (第一, 第二)
    make it another company; characters of one sound are taken for slips of the keyboard.
    """
    a, b = company_name(one), company_name(other)
    if not a.core or not b.core:
        return 0.0
    by_place = (0.9 if min(len(a.core), len(b.core)) >= TELLING_CORE else 0.75) if a.is_elsewhere(b) else 1.0
    return _alike(a.core, b.core) * by_place * (0.95 if a.branch != b.branch else 1)


def _alike(a: str, b: str) -> float:
    if a == b:
        return 1.0
    by_edits = Levenshtein.normalized_similarity(a, b)
    if NUMERALS.findall(a) != NUMERALS.findall(b):
        return by_edits / 2
    if a.isascii() and b.isascii():
        return by_edits
    by_sound = 0.95 * Levenshtein.normalized_similarity(syllables(a), syllables(b))
    return max(by_edits, by_sound, _as_abbreviation(*sorted((a, b), key=len)))


def _as_abbreviation(short: str, long: str) -> float:
    """鑫辉 for 鑫辉科技: what people type when they know the company."""
    is_enough = len(short) >= SHORTEST_CORE and len(long) <= 2 * len(short)
    return 0.85 if is_enough and long.startswith(short) else 0.0


def _latin_core(name: str) -> str:
    """Nova-Tech Co., Ltd. is novatech; a name of nothing but legal forms stays whole."""
    words = [fold(word) for word in re.split(r"[\s,&/()]+", name)]
    return "".join(word for word in words if word not in LATIN_FORMS) or "".join(words)


def _without_place_inside(name: str) -> tuple[str, Division | None]:
    """华为技术(深圳)有限公司: a place in brackets is one wherever it stands."""
    for found in BRACKETS.finditer(name):
        if places := named(fold(found[1])):
            return name[: found.start()] + name[found.end() :], places[0]
    return name, None


def _places(body: str) -> tuple[Division | None, int]:
    """The place a name begins with (深圳 in 广东深圳鑫辉) and where it ends; a name must be left."""
    length, within = 0, None
    while found := _place_at(body[length:], within):
        within, taken = found
        length += taken
    return within, length


def _place_at(text: str, within: Division | None) -> tuple[Division, int] | None:
    for length in range(min(LONGEST_PLACE, len(text) - SHORTEST_CORE), 1, -1):
        for place in named(text[:length], within):
            if _counts(place, text[:length], within):
                return place, length
    return None


def _counts(place: Division, written: str, within: Division | None) -> bool:
    """新华 and 长安 are districts too, but a name means them only after their city."""
    is_city = place.level < Level.DISTRICT or place.name.endswith("市")
    return written not in NO_PLACES and (is_city or within is not None or written == place.name)
