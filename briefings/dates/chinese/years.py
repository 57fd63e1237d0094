"""Years: 2021年, 去年底, 年初, 同年, 2023年度, 公元前221年, 2023财年, the year in the name of an event."""

from __future__ import annotations

import re

from briefings.dates.chinese.lexicon import HEAD, PART, base, part
from briefings.dates.hung import Fiscal
from briefings.dates.mention import Nothing, Point, Spec
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists
from briefings.numerals import COUNT, DAY, HAN, MONTH, YEAR, number, year

_EVENT = (
    r"(?:大会|论坛|峰会|博览会|展览会|交易会|洽谈会|推介会|研讨会|车展|会展|年会|运动会|冬奥会|奥运会"
    r"|亚运会|全运会|世博会|进博会|服贸会"
    r"|艺术节|电影节|文化节|购物节|旅游节|音乐节|马拉松|大赛|锦标赛|公开赛|联赛|杯|展会|双年展|大奖"
    r"|排行榜|榜单|周)"
)
_NAME = rf"(?=[“《]?[^\s0-9，。；：、的了（）“”《》]{{2,18}}?{_EVENT})"
_UNCOUNTED = (
    r"(?![多余家个名位人元万亿千百米公平亩吨台套件项条座辆场次部种类年月日号级%％届只户人余斤里升度])"
)
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_ERA = "民国|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|洪武|永乐|嘉靖|万历|崇祯|贞观|开元|昭和|平成|令和"


def _read(match: re.Match[str]) -> Spec:
    return Point(**base(match), part=part(match.groupdict().get("part")))


def _read_now(match: re.Match[str]) -> Spec:
    return Point(turn=0, part=part(match["part"]))


def _read_end(match: re.Match[str]) -> Spec:
    return Point(turn=0, part="start" if match[0][1] in "初首" else "end")


def _read_named(match: re.Match[str]) -> Spec:
    return Point(year=int(match["y"]), named=True)


def _read_listed(match: re.Match[str]) -> Spec:
    return Point(year=year(match["y"]))


def _read_fiscal(match: re.Match[str]) -> Spec:
    return Fiscal(int(match["y"]), sort="fiscal")


def _read_split(match: re.Match[str]) -> Spec:
    return Fiscal(int(match["y"]), split=True, sort="academic" if "学" in match[0] else "fiscal")


def _read_old(match: re.Match[str]) -> Spec:
    value = number(match["n"]) if len(match["n"]) < 4 else year(match["n"])
    return Point(year=-value if match["bc"] else value) if value else Nothing()


def _read_republic(match: re.Match[str]) -> Spec:
    """Taiwan counts years from 1911: 民國112年 is 2023."""
    value, month, day = (number(match[group] or "") for group in ("n", "m", "d"))
    if not value or (month and not exists(1911 + value, month, day or 1)):
        return Nothing()
    return Point(year=1911 + value, month=month, day=day)


def _read_short_republic(match: re.Match[str]) -> Spec:
    return Point(year=1911 + int(match["n"]), part=part(match["part"]))


def _read_republic_quarter(match: re.Match[str]) -> Spec:
    return Point(year=1911 + int(match["n"]), nth="一二三四".index(match["q"]) + 1)


def _read_cycle(match: re.Match[str]) -> Spec:
    """The sixty years of stems and branches, in the round from 1984 on: 癸卯兔年 is 2023."""
    stem, branch = _STEMS.index(match["stem"]), _BRANCHES.index(match["branch"])
    fits = [n for n in range(60) if n % 10 == stem and n % 12 == branch]
    return Point(year=1984 + fits[0]) if fits else Nothing()


def _skip(match: re.Match[str]) -> Spec:
    return Nothing()


CUES = ("年", "岁", "20", "19", "公元", "财", "会计")

RULES: tuple[Rule, ...] = (
    loose(rf"{HEAD}(?:年?{PART})", _read, "年"),
    loose(
        r"(?<![0-9.\-])(?P<y>[12][0-9]{3})(?:\s?[/—-]\s?(?:[12][0-9])?[0-9]{2})?\s?年?(?:财年|财政年度"
        r"|会计年度)",
        _read_fiscal,
        "财",
        "会计",
    ),
    loose(
        r"(?<![0-9./\-])(?P<y>(?:19|20)[0-9]{2})\s?[/／]\s?[0-9]{2}\s?(?:学年|年度)", _read_split, "20", "19"
    ),
    loose(rf"{HEAD}(?:的?岁(?P<part>末|尾|首|初))", _read, "岁"),
    loose(rf"{HEAD}全年(?![龄级制])", _read, "全年"),
    loose(rf"{HEAD}(?!代(?!表|理|码|价|替|为|办|收|偿|销))", _read, "年"),
    loose(rf"(?<![0-9个多几数半每近两整余])(?<!{HAN})年{PART}", _read_now, "年"),
    loose(r"(?<![0-9千万百])岁(?:末|尾|首|初|终)", _read_end, "岁"),
    loose(
        rf"(?<![0-9A-Za-z.\-—/〔\[（(第])(?P<y>(?:19[5-9]|20[0-4])[0-9]){_UNCOUNTED}{_NAME}",
        _read_named,
        "20",
        "19",
    ),
    loose(
        rf"(?<![0-9.\-])(?P<y>{YEAR})(?=(?:[、和及与或]"
        rf"|以及)[12][0-9]{{3}}(?:[、和及与或][12][0-9]{{3}})?\s?年)",
        _read_listed,
        "年",
    ),
    loose(r"(?<=[年度届][（(])(?P<y>(?:19|20)[0-9]{2})(?=[）)])", _read_listed, "20", "19"),
    loose(r"(?<![健齐安])全年(?!龄|级|制)", lambda m: Point(turn=0), "全年"),
    loose(rf"公元(?P<bc>前)?\s?(?P<n>{YEAR}|{COUNT})\s?年", _read_old, "公元"),
    loose(
        rf"民国\s?(?P<n>[0-9]{{2,3}})\s?年(?:(?P<m>{MONTH})月(?:(?P<d>{DAY})日)?)?", _read_republic, "民国"
    ),
    loose(rf"(?<![0-9.])(?P<n>1[0-3][0-9])年{PART}", _read_short_republic, "年底", "年初", "年末", "年中"),
    loose(r"(?<![0-9.])(?P<n>1[01][0-9])年第?(?P<q>[一二三四])季度?(?!节)", _read_republic_quarter, "季"),
    loose(
        r"(?<=[較较比])(?P<n>1[01][0-9])(?P<m>)(?P<d>)年(?=[增減减成上下高低多少的底同，])",
        _read_republic,
        "年",
    ),
    loose(
        rf"(?<![0-9.])(?P<n>1[01][0-9])年(?:度|同期|(?P<m>{MONTH})月(?:(?P<d>{DAY})日)?)",
        _read_republic,
        "年",
    ),
    loose(
        rf"(?<!{_ERA})(?:农历)?(?P<stem>[{_STEMS}])(?P<branch>[{_BRANCHES}])[{_ANIMALS}]年",
        _read_cycle,
        *(f"{animal}年" for animal in _ANIMALS),
    ),
    loose(r"(?<=告别|再见|你好)[，,]?(?P<y>20[0-9]{2})(?![0-9年])", _read_listed, "告别", "再见", "你好"),
    loose(rf"(?:{_ERA})(?:元|{COUNT})年(?:间)?", _skip, "年"),
    loose(r"[〔\[【（(][12][0-9]{3}[〕\]】）)]\s?(?:第\s?)?[0-9]{1,5}\s?号", _skip, "号"),
)
