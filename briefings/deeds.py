"""Whether a sentence tells of a measure: something that is set up, allowed, required or put in force."""

from __future__ import annotations

import re

from briefings.script import chinese, plain

_DEED = re.compile(
    r"\b(?:sets? up|setting up|establish\w*|launch\w*|issue[sd]?|release[sd]?|adopt\w*|introduc\w*|allow\w*"
    r"|permit\w*|requir\w*|exempt\w*|expand\w*|extend\w*|integrat\w*|approv\w*|authori[sz]\w*|proposed"
    r"|propos(?:es|al)|granted|grants|cuts?|abolish\w*|grows?|signed|runs|running|regulations?|formulat\w*"
    r"|rules? that|(?:first|newly) to|plans? to|put(?:s|ting)? into)\b",
    re.IGNORECASE,
)
_REMEMBERED = re.compile(r"\banniversar", re.IGNORECASE)
_TITLE = re.compile(r"[“\"][^”\"]*[”\"]")
# A deed in Chinese; what is only to be built or opened needs a word of intent before it
_HAN_DEED = re.compile(
    r"设立|成立|组建|出台|印发|发布|公布|颁布|实施|施行|推出|推行|启动|启用|批准|批复|审议通过|表决通过|允许|准许|支持"
    r"|要求|必?须|不得|应当|取消|废止|免除|免征|减免|补贴|补助|奖励|扩大|扩展|延长|试点|试行|推广|签署|签订|签约|下放|放宽"
    r"|新建|新增|投用|建成|开工|开通|安排资金|投入使用|出资|收购"
    r"|(?:将|拟|计划|打算|争取|力争)[^，。；]{0,16}(?:建|设|开|推|投|增|改|延|降|培|引进|完成|公示)"
)
_HAN_REMEMBERED = re.compile(r"周年")
_HAN_TITLE = re.compile(r"《[^《》]{0,60}》|“[^“”]{0,30}”")


def deeds(text: str) -> int:
    """How many different words of a measure a sentence has; 0 where it tells of none.

    Names of papers in it tell of none, nor do anniversaries.
    """
    han = chinese(text)
    title, remembered, deed = (
        (_HAN_TITLE, _HAN_REMEMBERED, _HAN_DEED) if han else (_TITLE, _REMEMBERED, _DEED)
    )
    words = title.sub("", plain(text) if han else text)
    if remembered.search(words):
        return 0
    return len({found[0][:6].lower() for found in deed.finditer(words)})
