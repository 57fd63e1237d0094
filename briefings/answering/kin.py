"""Words that may stand for each other in a question and in its answer: of one root, or of one meaning."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from briefings.words import analyse

_GROUPS = """
begin start commence launch open inaugurate kick
found establish create set form launch founder foundation establishment
finish complete end conclude completion
stop halt suspend cancel abandon call
close shut closure
build construct erect construction building
buy purchase acquire procure
sell sale dispose
pay spend cost expenditure spending outlay
price cost fee rate charge tariff fare
money fund funding finance sum amount
grant subsidy award support aid
cut reduce lower decrease reduction drop fall decline
raise increase lift grow growth rise boost
big large size total scale
area cover cover square hectare
long length stretch
tall high height
people person resident inhabitant population
worker employee staff job employ employment workforce
company firm enterprise business corporation
boss head chief chair chairman chairwoman president director leader lead
minister ministry
buy purchase
rubbish garbage waste trash refuse
lorry truck
car vehicle automobile
boat ship vessel ferry
container box teu
cargo freight goods
road highway motorway
railway railroad rail train
pupil student
school college academy
doctor physician
hospital clinic
house home housing dwelling apartment flat
lift elevator
pavement sidewalk
petrol gasoline
autumn fall
holiday vacation
shop store
film movie
mend repair fix renovate refurbish
replace substitute
return send back
ban prohibit forbid prohibition
allow permit licence license authorise
order command contract commission
win award
choose select elect appoint pick
make manufacture produce production
destroy damage ruin wash demolish
kill die death dead
injure hurt wound
move transfer relocate shift
hold host stage take
plan scheme project programme
plan intend propose aim expect
goal target aim objective
law act statute legislation regulation rule
deal agreement accord treaty contract pact
meeting session conference summit
talk negotiate discuss discussion
say state tell announce declare report
visit tour
visitor tourist guest
teach train instruct
show display exhibit exhibition
keep retain maintain
join accede accession enter entry member membership
leave exit quit withdraw
live reside inhabit
write author
name call title
invent develop devise create
kind type sort
border boundary frontier
near close
sea ocean marine
harbour port dock wharf
farm agriculture agricultural
firm firm
yearly annual annually
money yuan dollar
profit earnings surplus
income revenue earnings
budget estimate
share percentage percent proportion
fast speed quick rapid
old age aged
birthday born birth
anniversary mark celebrate
last final
new latest recent
main chief principal major
often frequently
help assist aid support
handle process throughput
extra more additional
shipyard yard shipbuilder
continue keep remain
handle cover include
expensive cost price
destroy wash damage
reopen reopening open
attend present attendance participant
renew extend extension renewal
start begin commence introduce enter
get receive obtain
maximum most highest record up
minimum least lowest
deadline close submit due
measure rule policy scheme
fix repair replace
shut close closed
cancel call drop withdraw
return reject send
shipment consignment cargo delivery
kilometre kilometer km mile
unpaved dirt gravel
vote ballot poll
fund money capital
opening inauguration
employ work worker job staff people
reason because cause
kilogram kilo kg
share rate proportion percentage
send return ship
happen occur
"""
_CHINESE_GROUPS = """
面积 占地
票价 价格 收费 费用
取暖 供热 供暖
打折 优惠 折扣
货柜 集装 标箱 货櫃
成立 设立 创立 建立 组建
开工 动工 开建 奠基
完工 竣工 建成
开通 通车 启用 运营
开业 开张 营业 开放
开门 开放
关门 闭馆 停业
举办 举行 召开
设计 规划
公司 企业 集团
工资 薪酬 薪资
人口 居民
员工 职工 从业
校长 院长
负责 主管
禁渔 禁捕
期限 期间
罚钱 罚款
发电 电量
生产 产量
出口 外贸
利润 盈利 净利
收入 营收
投资 出资
增长 上升 提高 增加
下降 减少 降低
长度 全长
高度 高达
死亡 去世 逝世
出生 生于
地点 地址 位于
目标 力争
政策 措施
停航 停运 停驶
开门 开馆 开放 闭馆
打折 优惠 减免
取暖 供热 采暖
缴费 缴清 缴纳 交费
多大 面积 占地 规模
试验 测试
办法 规定 条例
"""
ROOT = 5
"""Letters that two words of one root share."""
MEANING, STEM, SLIP = 0.6, 0.7, 0.8
"""How well a word of the same meaning, of the same root, and a slip of the finger stand for a word."""


@cache
def groups() -> dict[str, frozenset[int]]:
    """Each term's groups of like meaning, by number."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate((_GROUPS + _CHINESE_GROUPS).strip().splitlines()):
        for term in analyse(line):
            found.setdefault(term, set()).add(number)
    return {term: frozenset(numbers) for term, numbers in found.items()}


def kin(terms: Collection[str], vocabulary: Collection[str]) -> dict[str, dict[str, float]]:
    """For each term the words of a vocabulary that may stand for it, and how well, 0 to 1."""
    known = groups()
    by_group: dict[int, list[str]] = {}
    for word in vocabulary:
        for group in known.get(word, ()):
            by_group.setdefault(group, []).append(word)
    return {term: _kin(term, vocabulary, by_group) for term in terms}


def _kin(term: str, vocabulary: Collection[str], by_group: Mapping[int, Sequence[str]]) -> dict[str, float]:
    found = {word: MEANING for group in groups().get(term, ()) for word in by_group.get(group, ())}
    if len(term) >= ROOT and term.isascii() and term.isalpha():
        root, letter = term[:ROOT], term[0]
        for word in vocabulary:
            if word.startswith(letter):
                if word.startswith(root) and _one_root(term, word):
                    found[word] = STEM
                elif abs(len(word) - len(term)) <= 1 and _slip(term, word):
                    found[word] = SLIP
    if f"re{term}" in vocabulary:
        found[f"re{term}"] = MEANING
    found.pop(term, None)
    return found


def _one_root(term: str, other: str) -> bool:
    """Whether two words differ in their endings alone."""
    shared = 0
    for mine, its in zip(term, other, strict=False):
        if mine != its:
            break
        shared += 1
    return shared >= ROOT and len(term) - shared <= 4 and len(other) - shared <= 4


def _slip(term: str, other: str) -> bool:
    """Whether two words are one slip of the finger apart: a letter changed, dropped, added or swapped."""
    if abs(len(term) - len(other)) > 1 or term[0] != other[0]:
        return False
    shortest = min(len(term), len(other))
    at = next((n for n in range(shortest) if term[n] != other[n]), shortest)
    mine, its = term[at:], other[at:]
    if mine[1:] in {its, its[1:]} or mine == its[1:]:
        return True
    return mine[1::-1] == its[:2] and mine[2:] == its[2:]
