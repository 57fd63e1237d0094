"""Chinese names in Latin letters and back: the reading of characters without their tones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice, product

_FIRSTS = """
a啊 ai埃 an鞍 ang肮 ao凹 ba芭 bai白 ban斑 bang邦 bao苞 bei杯 ben奔 beng崩 bi逼 bian鞭 biao标 bie鳖 bin彬
bing兵 bo玻 bu捕 ca擦 cai猜 can餐 cang苍 cao操 ce厕 ceng层 cha插 chai拆 chan搀 chang昌 chao超 che车 chen郴
cheng撑 chi吃 chong充 chou抽 chu初 chuai揣 chuan川 chuang疮 chui吹 chun春 chuo戳 ci疵 cong聪 cou凑 cu粗
cuan蹿 cui摧 cun村 cuo磋 da搭 dai呆 dan耽 dang当 dao刀 de德 deng蹬 di堤 dian颠 diao碉 die跌 ding丁 diu丢
dong东 dou兜 du督 duan端 dui堆 dun墩 duo掇 e蛾 en恩 er而 fa发 fan藩 fang坊 fei菲 fen芬 feng丰 fo佛 fou否
fu夫 ga噶 gai该 gan干 gang冈 gao篙 ge哥 gei给 gen根 geng耕 gong工 gou钩 gu辜 gua刮 guai乖 guan棺 guang光
gui瑰 gun辊 guo锅 ha哈 hai骸 han酣 hang夯 hao壕 he呵 hei嘿 hen痕 heng哼 hong轰 hou喉 hu呼 hua花 huai槐
huan欢 huang荒 hui灰 hun荤 huo豁 ji击 jia嘉 jian歼 jiang僵 jiao蕉 jie揭 jin巾 jing荆 jiong炯 jiu揪 ju鞠
juan捐 jue撅 jun均 ka喀 kai开 kan刊 kang康 kao考 ke坷 ken肯 keng坑 kong空 kou抠 ku枯 kua夸 kuai块 kuan宽
kuang匡 kui亏 kun坤 kuo括 la垃 lai莱 lan蓝 lang琅 lao捞 le勒 lei雷 leng棱 li厘 lia俩 lian联 liang粮 liao撩
lie列 lin琳 ling玲 liu溜 long龙 lou楼 lu芦 luan峦 lue掠 lun抡 luo萝 ma妈 mai埋 man瞒 mang芒 mao猫 me么 mei玫
men门 meng萌 mi眯 mian棉 miao苗 mie蔑 min民 ming明 miu谬 mo摸 mou谋 mu拇 na拿 nai氖 nan南 nang囊 nao挠 ne呢
nei馁 nen嫩 neng能 ni妮 nian蔫 niang娘 niao鸟 nie捏 nin您 ning柠 niu牛 nong脓 nu奴 nuan暖 nue虐 nuo挪 o哦
ou欧 pa啪 pai拍 pan攀 pang乓 pao抛 pei呸 pen喷 peng砰 pi坯 pian篇 piao飘 pie撇 pin拼 ping乒 po坡 pu扑 qi期
qia掐 qian牵 qiang枪 qiao橇 qie切 qin钦 qing青 qiong琼 qiu秋 qu趋 quan圈 que缺 qun裙 ran然 rang瓤 rao饶 re惹
ren壬 reng扔 ri日 rong戎 rou揉 ru茹 ruan软 rui蕊 run闰 ruo若 sa撒 sai腮 san三 sang桑 sao搔 se瑟 sen森 seng僧
sha莎 shai筛 shan珊 shang墒 shao梢 she奢 shen砷 sheng声 shi师 shou收 shu蔬 shua刷 shuai摔 shuan栓 shuang霜
shui谁 shun吮 shuo说 si斯 song松 sou搜 su苏 suan酸 sui虽 sun孙 suo蓑 ta塌 tai胎 tan坍 tang汤 tao掏 te特
teng藤 ti梯 tian天 tiao挑 tie贴 ting厅 tong通 tou偷 tu凸 tuan湍 tui推 tun吞 tuo拖 wa挖 wai歪 wan豌 wang汪
wei威 wen瘟 weng嗡 wo挝 wu巫 xi昔 xia瞎 xian掀 xiang相 xiao萧 xie楔 xin薪 xing星 xiong兄 xiu休 xu墟 xuan轩
xue靴 xun勋 ya压 yan焉 yang殃 yao邀 ye椰 yi一 yin茵 ying英 yo哟 yong拥 you幽 yu迂 yuan鸳 yue曰 yun耘 za匝
zai栽 zan咱 zang赃 zao遭 ze责 zei贼 zen怎 zeng增 zha扎 zhai摘 zhan瞻 zhang樟 zhao招 zhe遮 zhen珍 zheng蒸
zhi芝 zhong中 zhou舟 zhu珠 zhua抓 zhuai拽 zhuan专 zhuang桩 zhui椎 zhun谆 zhuo捉 zi兹 zong鬃 zou邹 zu租
zuan钻 zui嘴 zun尊 zuo昨
"""
# The first level of GB 2312 is ordered by reading, so each reading's first character tells all of them;
# names need some of the second level as well, and a few characters have another reading in names.
_MORE = """
ao鳌 ba灞 bei碚蓓 ben贲 bo亳柏 cao漕 chan镡 chang阊 chao朝 chen谌琛 cheng晟盛 chong重 chu褚 chuan钏 cong枞
dan儋 dang砀 di邸 du都 fei霏 feng沣 fu滏馥 gan淦 gao郜 han邗晗阚瀚 hang行 hao灏昊颢濠皓 hong泓 hua骅铧桦
huang湟潢篁 hui珲晖蕙 ji骥霁 jia葭迦 jiao湫 jie婕颉 jin缙槿瑾 jing婧泾菁 jiu鸠 ju莒雎 jue珏 kai恺锴 kan侃
ke珂 kui隗 kun锟 lai涞赉 lan岚 lang阆 lao崂 le乐 lei耒 li溧澧笠郦俪蠡鹂 lian濂 lin蔺麟 ling翎苓酃
lu泸璐鹭渌逯六 luan栾 luo漯珞雒 mang邙 mei湄 mi谧芈 min闵岷 nan楠 ou瓯 pi邳郫 po鄱 pu濮堡 qi琦琪蕲麒杞亓祺
qian倩芊茜 qiao谯 qing箐 qiong邛 qu衢 quan荃 ran苒 rong榕 rui芮睿 shan单 she佘 shen莘沈 sheng嵊 shu沭 shuo铄
si泗 song嵩淞凇 sui濉睢 tan郯覃 tao韬 ting婷 tong潼佟 wan琬菀 wei炜薇 wen雯 wu邬 xi曦浠禧隰 xia厦 xian冼
xiang芗 xiao筱 xie榭解 xin昕鑫莘 xing荥陉 xu溆栩 xuan煊暄炫璇萱 xun浔荀 yan鄢偃妍嫣兖闫焱琰 ye烨
yi黟怡漪羿翊轶浥 yin鄞 ying瀛颍滢 yong邕甬 yu瑜昱煜钰聿尉 yuan沅媛鸢 yue乐 yun郓筠芸 zeng曾 zhang璋长
zhao诏钊 zheng筝 zhi芷郅 zhu洙 zhuan颛 zhuo涿 zi梓秭訾
"""
LONGEST_SYLLABLE = 6
MOST = 8
"""Readings of a name that are told."""


def readings(name: str) -> tuple[str, ...]:
    """How a Chinese name is written in small Latin letters, joined; none for unknown characters."""
    known = _readings()
    if not name or any(character not in known for character in name):
        return ()
    every = product(*(known[character] for character in name))
    return tuple("".join(each) for each in islice(every, MOST))


def syllables(word: str) -> Iterator[tuple[str, ...]]:
    """Every way to part a word of small letters into readings, as "xian" is one syllable or two."""
    if not word:
        yield ()
    for end in range(1, min(LONGEST_SYLLABLE, len(word)) + 1):
        if word[:end] in _characters():
            yield from ((word[:end], *rest) for rest in syllables(word[end:]))


def characters(syllable: str) -> str:
    """The characters that are read so, the common ones."""
    return _characters().get(syllable, "")


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    firsts = {each[-1]: each[:-1] for each in _FIRSTS.split()}
    current = ""
    for character in _first_level():
        current = firsts.get(character, current)
        found[character] = [current]
    for each in _MORE.split():
        syllable = "".join(filter(str.isascii, each))
        for character in each[len(syllable) :]:
            # what names are read as comes first
            found[character] = [syllable, *found.get(character, ())]
    return {character: tuple(dict.fromkeys(each)) for character, each in found.items()}


@cache
def _characters() -> dict[str, str]:
    found: dict[str, str] = {}
    for character, each in _readings().items():
        for syllable in each:
            found[syllable] = found.get(syllable, "") + character
    return found


def _first_level() -> Iterator[str]:
    """The characters of the first level of GB 2312, in its order."""
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF if row < 0xD7 else 0xFA):
            yield bytes((row, cell)).decode("gb2312")
