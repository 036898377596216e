"""Makes the table of traditional characters and their simplified forms that the search tokeniser ships."""

from pathlib import Path

from opencc import OpenCC

TABLE = Path(__file__).parents[1] / "src/keta/kernel/text/simplified.txt"
IDEOGRAPHS = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0x20000, 0x32000)]


def simplified_forms() -> dict[str, str]:
    """Each character that simplification changes, followed to the end: folding twice changes nothing."""
    convert = OpenCC("t2s").convert
    forms = {}
    for character in map(chr, IDEOGRAPHS):
        form = convert(character)
        while convert(form) != form:
            form = convert(form)
        if form != character and len(form) == 1:
            forms[character] = form
    return forms


def main() -> None:
    forms = simplified_forms()
    TABLE.write_text("".join(forms) + "\n" + "".join(forms.values()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
