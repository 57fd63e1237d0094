"""What date lines are made of: labels, dates, and the times and weekdays around them."""

from __future__ import annotations

import re

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    r"(?:[12一二][〇○零０0-9一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|\d{4}\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2}日?|月)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
    rf"|{_MONTH}\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{0,3}}\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s{{0,3}}{_MONTH},?\s{{0,3}}\d{{4}}|{_MONTH}\s{{0,3}}\d{{4}})"
)
LABEL = re.compile(
    r"(?:\b(?:(?:first |date |time )?(?:release[ds]?|publish(?:ed)?|publication|post(?:ed)?"
    r"|(?:last )?(?:updated?|modified|reviewed|revised|edited)"
    r"|issued?|created|circulated|sent(?: out)?)(?: ?(?:time|date))?(?: (?:on|at))?"
    r"|pub(?:lish)? ?date|dated?(?: of \w{1,20})?|time)"
    r"|(?:(?:发布|发表|发稿|更新|印发|成文|发文|公布|刊发|公告|报告|生成|签发|上传|发帖)|(?<![\u4e00-\u9fff]))(?:时间|日期)|發[布佈](?:時間|日期))\s*[:：]",
    re.IGNORECASE,
)
UNPUNCTUATED = re.compile(
    rf"(?:更新|发布|發布|发表|刊发|来源)于\s{{0,2}}(?={_DATE})|"
    r"(?:released|published|posted|updated|issued|dated|circulated|reviewed|revised|sent(?: out)?)"
    rf"(?: on| at)?\s+(?=.{{0,12}}{_DATE})",
    re.IGNORECASE,
)
SENT = re.compile(
    rf",\s(?:released|published|posted|updated|issued|sent(?:\sout)?|circulated)(?:\son)?\s{{1,3}}{_DATE}\W{{0,3}}$",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"(?:press|media|news)\s(?:release|notice|statement|note|communiqu[eé]|briefing),\s{1,3}"
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s{{1,3}})?{_DATE}\W{{0,3}}",
    re.IGNORECASE,
)
"""A line of its own that tells as what a text came out on a day: "Press release, 18 June 2020"."""
EMPTY = re.compile(
    r"(?:(?:发布|发表|发稿|更新|印发|发文|公布|刊发)(?:时间|日期)|發[布佈](?:時間|日期))\s*[:：][\s:：/.年月日—–-]*"
)
"""A label that no date stands behind."""
COUNTED = re.compile(
    r"(?:昨天|今天|前天|刚刚|剛剛|[0-9一二三四五六七八九十]{1,3}\s?(?:个?小时|分钟|天|周|个月)前)"
    r"(?:\s{0,2}\d{1,2}[:：]\d{2})?(?:[\s|·]|$)[^，。；！？]{0,40}$"
)
"""A time of release that is only counted from the day of reading."""
AGAIN = re.compile(r"(?<![0-9])\d{1,2}[-/.]\d{1,2}(?![0-9])")
DATED = re.compile(_DATE, re.IGNORECASE)
AROUND = re.compile(
    r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[ap]\.?m\.?)?|[ap]\.?m\.?"
    r"|\b(?:utc|gmt|cst|est|pst|bst|cet|z)\b(?:[+-]\d{1,2}(?::?\d{2})?)?|更新|[\s,，.·|/()（）T星期周一二三四五六日+-]",
    re.IGNORECASE,
)


def lone(line: str) -> bool:
    """Whether a line is nothing but a date, with or without a label before it."""
    bare = UNPUNCTUATED.sub("", line, count=1) if len(line) <= 80 else ""
    date = DATED.search(bare)
    if date is None:
        return False
    rest = LABEL.sub("", bare[: date.start()]) + bare[date.end() :]
    return not AROUND.sub("", rest)
