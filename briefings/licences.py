"""Which sentences license an anniversary: those that speak of it in the present or the future."""

from __future__ import annotations

import re

from briefings.chinese import anniversaries as han
from briefings.script import chinese
from briefings.telling import Told
from briefings.turning import bare, turns

_NOW = re.compile(
    r"(?i)\b(?:marks|(?<!\bto\s)(?<!\band\s)mark|celebrates|commemorates|observes|ushers\sin|welcomes|greets|is|falls|(?<!\bto\s)fall|"
    r"coincides\swith|represents|sees|turns|nears|approaches|(?:has|have)\s(?:just\s|now\s|officially\s)?turned|"
    r"(?:will|shall|is\sto|are\sto|is\sset\sto|is\sabout\sto|set\sto|due\sto)\s(?:\w{1,15}\s){0,2}?"
    r"(?:mark|celebrate|commemorate|observe|usher\sin|welcome|greet|see|reach|hold|host|fall|have|turn|complete|be)|completes|"
    r"(?:is|are)\s(?:marking|celebrating|commemorating|approaching|turning|nearing|ushering\sin))\b"
)
_PAST = re.compile(
    r"(?i)(?<!\bbe\s)(?<!\bbeing\s)\b(?:marked|celebrated|commemorated|observed|held|hosted|staged|was|were|attended|gala|had|took|saw|delivered|"
    r"organi[sz]ed|opened|said|told|spoke|gathered|received|visited|made|gave|won|turned|drew|showed|unveiled|launched|"
    r"published|issued|performed|planted|ended|closed|began|came|went|brought|presented)\b"
)
_AHEAD_OF = re.compile(
    r"(?i)\b(?:ahead\sof|in\sthe\s(?:run|lead)[\s-]up\sto|on\sthe\seve\sof|approaching|prepar(?:es?|ing)\s(?:for|to\smark)|"
    r"looks?\sforward\sto|looking\sforward\sto|before|towards?|for)\s{1,3}(?:\w{1,12}['’]s\s)?(?:the|its|their|a)?\s{0,3}$"
)
_OCCASION = re.compile(
    r"(?i)\b(?:on\sthe\soccasion\sof|to\s(?:mark|celebrate|commemorate|honou?r|observe)|"
    r"(?<!\bis\s)(?<!\bare\s)(?:marking|celebrating|commemorating)|"
    r"in\s(?:celebration|commemoration|honou?r)\sof|for|as\spart\sof|at|on|during|in\sthe\s(?:year|month|week)\sof|in\stime\sfor|to\scoincide\swith)"
    r"\s{1,3}(?:the|its|their|his|her)?\s{0,3}$"
)
_COMING = re.compile(
    r"(?i)\b(?:falls|comes|arrives|will\s(?:fall|be|take|come|arrive)|is\s(?:being\s)?(?:celebrated|marked|observed)|approaches|is\sapproaching|is\s(?:on|in|today|tomorrow|this|next))\b"
)
_NEARING = re.compile(
    r"(?i)^[^,;.]{0,120}\s(?:(?:is|are)\s)?(?:approach(?:es|ing)|(?:just\s)?around\sthe\scorner|drawing\snear|draws\snear|nears|coming\sup)\b"
)
_THIS_YEAR = re.compile(r"(?i)^\s{1,3}(?:of\s[^,;.]{1,80}?\s)?(?:this|next)\s(?:year|month|week)\b")
_APPOSED = re.compile(r"(?i)(?:[0-9]|today|tomorrow|year|month|day)\s?,\s(?:on\s)?(?:the|its|their)\s{0,3}$")
_AS = re.compile(
    r"(?i)\b(?:take|takes|taking|seize|seizing|use|using)\s(?:the\sopportunity\sof\s)?(?:the|its|their)\s{0,3}$"
)
_WHICH = re.compile(
    r"(?i)^[^,;.]{0,120},\s(?:which|that)\s[^,;.]{0,40}\b(?:celebrates?|marks?|falls?|will|observes?)\b"
)
_WILL = re.compile(r"(?i)\b(?:will|shall|is|are|plans?|to\sbe|has|have|can)\b")
_ITS_YEAR = re.compile(r"(?i)\bin\s(?:this,\s)?(?:its|their|our)\s{1,3}$")
_OF_YEAR = re.compile(r"(?i)^\s{1,3}(?:year|season)\b")
_OVER = re.compile(
    r"(?i)\s{1,3}(?:of\s[^,;.]{1,80}\s)?(?:had\sbeen|was|were|has\sbeen)\s(?:\w+ly\s|already\s)?(?:observed|celebrated|marked|held|commemorated|honou?red)\b"
)
_WITH = re.compile(
    r"(?i)^\s{1,3}(?:of\s[^,;.]{1,80}?\s)?(?:with|by\s(?:holding|hosting|staging|throwing|putting\son))\s(?:an?|its|the|two|three|four|several)\s"
)
_PART_OF = re.compile(
    r"(?i)\b(?:celebrations?|festivities|events|programme|programmes|activities|series)\s(?:of|for|to\smark|marking|around)\s(?:the|its|their)?\s{0,3}$"
)
_STAGED = re.compile(
    r"(?i)(?:(?:^|[.;:,\"“]\s?|\band\s)(?:an?|one|two|three|several|special)\s[^,;.:]{1,70}|\b(?:concerts?|gala|dinner|lunch(?:eon)?|"
    r"banquet|exhibitions?|ceremony|parade|pageant|party|parties|reception|regatta|symposium|conference|seminar|celebrations?|"
    r"festivities|open\sday|procession|lectures?|performances?|fair|fete|picnic|screening|recital|display|service|vigil)\b[^,;.:]{0,60})"
    r"\s(?:on|in|from|this|next)?\s{0,3}(?:the\s)?$"
)


def licensed(told: Told) -> bool:
    """Whether the sentence speaks of its anniversary in the present or the future."""
    if chinese(told.sentence):
        return han.licensed(told.before, told.after)
    return _english(told)


def _english(told: Told) -> bool:
    clause = re.split(r"[;:]\s", told.before[-400:])[-1]
    told_by = turns(told, clause) if bare(told) else None
    if told_by is not None:
        return told_by
    if _OVER.match(told.after):
        return False
    if _ITS_YEAR.search(clause) and _OF_YEAR.match(told.after):
        return told.tense in {"present", "future"}
    soon = _THIS_YEAR.match(told.after) and told.tense in {"present", "future"}
    if soon or _NEARING.search(told.after[:160]) or _taken_as(clause, told.after):
        return True
    return _spoken(told, clause)


def _taken_as(clause: str, after: str) -> bool:
    """ "take the 50th anniversary of … as an opportunity"."""
    return bool(_AS.search(clause) and re.search(r"\bas\san?\b", after[:200]))


def _spoken(told: Told, clause: str) -> bool:
    """Whether the verbs around an anniversary are of the present or the future."""
    now = max((m.end() for m in _NOW.finditer(clause)), default=-1)
    past = max((m.end() for m in _PAST.finditer(clause)), default=-1)
    which = bool(_WHICH.search(told.after[:200]))
    if _APPOSED.search(clause):
        return told.tense in {"present", "future"} or now > past
    if indirect(told) and now <= past:
        return past < 0 and _governed(told)
    if now < 0:
        return which or (past < 0 and bool(_COMING.search(told.after[:200])))
    return now > past or which


def indirect(told: Told) -> bool:
    """Whether something else is done for the anniversary ("on the occasion of the 20th anniversary")."""
    if chinese(told.sentence):
        return han.indirect(told.before)
    apposed = _APPOSED.search(told.lead)
    return not apposed and bool(_OCCASION.search(told.lead) or _AHEAD_OF.search(told.lead))


def feasted(told: Told) -> bool:
    """Whether an anniversary is celebrated with something, which need not be on its own day."""
    if chinese(told.sentence):
        return False
    return bool(_WITH.match(told.after) or _THIS_YEAR.match(told.after) or _PART_OF.search(told.lead))


def staged(day: Told) -> bool:
    """Whether a day is that of something held for an anniversary: "A concert on 18 May will mark"."""
    return not chinese(day.sentence) and bool(_STAGED.search(day.lead))


def _governed(told: Told) -> bool:
    """Whether what is done for an anniversary is told as coming; before it, anything is."""
    if re.search(r"(?i)\b(?:ahead|eve|run|lead)\b", told.lead[-40:]) and _AHEAD_OF.search(told.lead):
        return True
    will, past = _WILL.search(told.after[:300]), _PAST.search(told.after[:300])
    if past is None:
        return bool(will) or told.tense != "past"
    return bool(will and will.start() < past.start())
