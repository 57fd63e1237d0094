"""The lines between a title and its text: the date line, and who wrote or sent it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefings.splitting.paragraphs import Paragraph
from briefings.splitting.stamps import AGAIN, AROUND, CALLED, COUNTED, DATED, EMPTY, LABEL, SENT, UNPUNCTUATED

WITHIN = 6
LONGEST = 160
SHORT = 80
_SENT = 60

_BYLINE = re.compile(
    r"(?:source|author|editors?|reporters?|correspondents?|writers?|photographer|edited by"
    r"|written by|photo(?: by)?|(?:信息|文章|稿件|新闻)?来源|來源|編輯|記者|作者|(?:责任)?编辑|责编|记者"
    r"|撰稿|文|字号|浏览(?:次数|量)?|点击(?:量|数)?)\s*[:：]",
    re.IGNORECASE,
)
_SENDER = re.compile(
    r"[\u4e00-\u9fff]{0,12}(?:报|網|网|社|发布|發布|台|周刊|客户端|融媒体(?:中心)?|办公室|局|委员会|通讯员?|讯)(?:第\d{1,3}版)?"
    r"|(?:记者|記者)[\u4e00-\u9fff、／/]{0,16}|(?:作者|字体|发表时间|发布时间?)[\u4e00-\u9fff]{0,8}"
)
_PRESS = re.compile(
    r"(?:[Tt]he\s)?(?:[A-Z][\w.'’&-]{0,20}\s){1,4}(?:Gazette|News|Times|Post|Herald|Daily|Journal|Wire|Agency|Press|Observer|Chronicle|"
    r"Echo|Mail|Standard|Telegraph|Bulletin|Newsletter|Review|Tribune|Courier|Mercury|Argus|Examiner|Advertiser|Express|Record|Star|"
    r"Guardian|Sentinel|Messenger|Reporter|Online|Magazine|Weekly|Monthly|Blog|Newsroom|Desk)"
)
_MARKS = " \t,.;:|·–—-()"
_WEEKDAY = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_HOUR, _NAME = re.compile(r"\d[:：]\d{2}|星期[一二三四五六日]"), re.compile(r"[\u3400-\u9fff\w／]{1,24}")
_BY = re.compile(r"[Bb]y [A-Z][\w.'’-]{0,30}(?:,? (?:and )?[A-Z][\w.'’-]{0,30}){0,6}")


def find_header(paragraphs: Sequence[Paragraph], first: int) -> tuple[int | None, tuple[int, ...]]:
    """The index of the date line, and of the other lines about the text, among those from `first` on.

    Only the lines before the first real paragraph are looked at.
    """
    header: int | None = None
    bylines: list[int] = []
    for index in range(first, min(first + WITHIN, len(paragraphs))):
        line = paragraphs[index].text
        if len(line) > LONGEST or paragraphs[index].kind not in ("text", "item"):
            break
        if header is None and tells_date(line):
            header = index
        elif tells_date(line) or tells_origin(line):
            bylines.append(index)
        elif paragraphs[index].finished:
            break
    return header, tuple(bylines)


def find_footer(paragraphs: Sequence[Paragraph], furniture: Callable[[Paragraph], bool]) -> int | None:
    """The index of a labelled date line behind the whole text ("Last updated: 3 May 2021")."""
    for index in range(len(paragraphs) - 1, max(0, len(paragraphs) - WITHIN), -1):
        line = paragraphs[index]
        if line.short and len(line.text) <= SHORT and _labelled(line.text):
            return index
        if not line.short or (line.finished and not furniture(line)):
            return None
    return None


def _labelled(line: str) -> bool:
    label = LABEL.match(line)
    return bool(label and DATED.search(line[label.end() :])) or bool(UNPUNCTUATED.match(line))


def tells_date(line: str) -> bool:
    """Whether a line is there to say when its text was released: labelled, or nothing but a date."""
    if len(line) > LONGEST:
        return False
    label = LABEL.search(line)
    if label and label.start() < 80 and any(c.isdigit() for c in line[label.end() : label.end() + 40]):
        return True
    brief = len(line) <= 80 and (UNPUNCTUATED.match(line) or EMPTY.fullmatch(line) or COUNTED.match(line))
    if brief or SENT.search(line) or (len(line) <= SHORT and CALLED.fullmatch(line.strip("*_ "))):
        return True
    date = DATED.search(line)
    if date is None:
        return False
    rest = line[: date.start()] + line[date.end() :]
    if tells_origin(line) or "|" in rest or _BYLINE.match(AROUND.sub(" ", rest).strip()):
        return len(line) <= 120
    left = AROUND.sub("", AGAIN.sub("", rest))
    return not left or _sent(line, rest, left)


def _sent(line: str, rest: str, left: str) -> bool:
    """Whether what stands beside a date is the name of who sent the text: "Otterford Gazette"."""
    if len(line) <= SHORT and _PRESS.fullmatch(_WEEKDAY.sub(" ", rest).strip(_MARKS)):
        return True
    named = _SENDER.fullmatch(left) or (_HOUR.search(rest) and _NAME.fullmatch(left))
    return len(line) <= _SENT and named is not None


def tells_origin(line: str) -> bool:
    """Whether a line is there to say who wrote, sent or pictured the text."""
    return len(line) <= 120 and bool(_BYLINE.match(line) or _BY.fullmatch(line))
