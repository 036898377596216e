"""Fonts and colours of all pictures."""

from __future__ import annotations

from matplotlib import font_manager

from keta.insight.base.errors import BadInput
from keta.insight.base.text import CHINESE, Text

# Told apart by people with colour-blindness (Okabe and Ito 2008).
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#7F7F7F")
CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK JP",
)
NO_FONT = Text(
    "No Chinese font is installed; install Noto Sans SC or ask for English.",
    "本机没有中文字体；请安装思源黑体（Noto Sans SC）或改用英文。",
)


def font(locale: str) -> str:
    """The family that can write `locale`."""
    if locale != CHINESE:
        return "DejaVu Sans"
    installed = set(font_manager.get_font_names())
    for name in CHINESE_FONTS:
        if name in installed:
            return name
    raise BadInput(NO_FONT)


def colour(place: int) -> str:
    return COLOURS[place % len(COLOURS)]
