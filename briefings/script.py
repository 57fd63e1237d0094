"""Which script a stretch of text is written in, and one spelling of Chinese for reading it."""

from __future__ import annotations

import re
from functools import lru_cache

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile("[A-Za-z]")

# Forms of the same characters, one for one, so that offsets stay: traditional ones, and radicals out of PDFs.
_OLD = (
    "財會屬兩個週後當從來間過將計劃經時開點鐘號禮紀幾數歲實發佈習學濟於啟現報屆據獲應鑒則備續長"
    "際約預爭達標營運設說內舉辦掛簽頒須擬準動業產車試閉館參處務還慶誕齡級輕餘總曆歷農陰國華區為"
    "與關條項訂審議論壇覽賽節東訊電億萬歸創終頭傳張協書請遲滿戰結構並對連⽉⽇⼀⼆⼗⼋⾄⾃"
)
_NEW = (
    "财会属两个周后当从来间过将计划经时开点钟号礼纪几数岁实发布习学济于启现报届据获应鉴则备续长"
    "际约预争达标营运设说内举办挂签颁须拟准动业产车试闭馆参处务还庆诞龄级轻余总历历农阴国华区为"
    "与关条项订审议论坛览赛节东讯电亿万归创终头传张协书请迟满战结构并对连月日一二十八至自"
)
_SIMPLE = dict(zip(map(ord, _OLD), _NEW, strict=True))
_WIDE = {
    ord(wide): plain for wide, plain in zip("０１２３４５６７８９．－／～", "0123456789.-/~", strict=True)
}


def han(text: str) -> bool:
    """Whether a text holds any Chinese character."""
    return not text.isascii() and _HAN.search(text) is not None


@lru_cache(maxsize=256)
def chinese(text: str) -> bool:
    """Whether a sentence is told in Chinese, not only a name or a date within another language."""
    if not han(text):
        return False
    sample = text[:2000]
    return len(_HAN.findall(sample)) * 3 >= len(_LATIN.findall(sample))


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """The text in simplified characters, as long as it was; full-width digits of Chinese are digits."""
    return text.translate(_SIMPLE | _WIDE if chinese(text) else _SIMPLE)
