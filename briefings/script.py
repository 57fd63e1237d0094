"""Which script a stretch of text is written in, and one spelling of Chinese for reading it."""

from __future__ import annotations

import re
from functools import lru_cache

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile("[A-Za-z]")

# Forms of the same characters, one for one, so that offsets stay: the traditional ones of every character
# that the rules and the calendar know, and radicals out of PDFs.
_OLD = (
    "並乾亞佈佔併來侷係個們備傢債價儀億償優內兩別則剛創劃動務勝區協卽厤參員唸啓啟單噸噹嚮囌國圍園圖團"
    "執堅報場墰壇壜壟壯夥奧奬奮孫學實寧審將對屆層屬峯嵗帶幣幹幾廠廣廳強彆彌後從復徵態慶憲懇應懞戰戶掛"
    "換擇擊據擬擴敎數斷於昇時暫曆曏書會朮東査條業極榦榮樂樓標樞樣樹橋機橫檢檯權歐歲歷歸氣決淩減測準滬"
    "滿濛濟瀏瀰灣為無熱營爭爲爾獎獲獻現環產産甦甯畝畫畵當發盃監盤矇確碼礎礦礪禎禮稅種稱穫競箇節範簡簽"
    "籌籤粵糧糰紀約納級細紹終組結絡統絲經綜綠綢綫維綱網緊緑緒線締編縣總織繫繳續纍纔罈罎罷羅義聞聯聰聲"
    "聽脩脫脹臘臨臺與舉舊舘華萬葉葯蓆蓋蔘藍藝藥藴蘇蘊處虛號虧術衕裏裡製複見規視覽觀訂計訊討訓記訪設註"
    "証評試話該誌認誕語說説調談請論諜講證議護豐貝貞財貨貫責貿資賣購賽踐踰車軍較輕輛輝輪輯轄轉辦農迴這"
    "連週進遊運過達遞遠適遲遷選邁還邊郵鄰醫銀銷錦錶鐵鑑鑒長門閉開閑閒間閤闆關闡陞陰陸隊階際隨隻雙離電"
    "鞦韆韓頂項須預頒頓領頭額願類風颱餅餘館饋馬駐駕駛驗體髮鬆鬚鬥鵝鹹麪麫麵麼麽點黨鼕齊齡齣龍⽉⽇⼀⼆"
    "⼗⼋⾄⾃"
)
_NEW = (
    "并干亚布占并来局系个们备家债价仪亿偿优内两别则刚创划动务胜区协即历参员念启启单吨当向苏国围园图团"
    "执坚报场坛坛坛垄壮伙奥奖奋孙学实宁审将对届层属峰岁带币干几厂广厅强别弥后从复征态庆宪恳应蒙战户挂"
    "换择击据拟扩教数断于升时暂历向书会术东查条业极干荣乐楼标枢样树桥机横检台权欧岁历归气决凌减测准沪"
    "满蒙济浏弥湾为无热营争为尔奖获献现环产产苏宁亩画画当发杯监盘蒙确码础矿砺祯礼税种称获竞个节范简签"
    "筹签粤粮团纪约纳级细绍终组结络统丝经综绿绸线维纲网紧绿绪线缔编县总织系缴续累才坛坛罢罗义闻联聪声"
    "听修脱胀腊临台与举旧馆华万叶药席盖参蓝艺药蕴苏蕴处虚号亏术同里里制复见规视览观订计讯讨训记访设注"
    "证评试话该志认诞语说说调谈请论谍讲证议护丰贝贞财货贯责贸资卖购赛践逾车军较轻辆辉轮辑辖转办农回这"
    "连周进游运过达递远适迟迁选迈还边邮邻医银销锦表铁鉴鉴长门闭开闲闲间合板关阐升阴陆队阶际随只双离电"
    "秋千韩顶项须预颁顿领头额愿类风台饼余馆馈马驻驾驶验体发松须斗鹅咸面面面么么点党冬齐龄出龙月日一二"
    "十八至自"
)
_SIMPLE = dict(zip(map(ord, _OLD), _NEW, strict=True))
_WIDE = {
    ord(wide): plain for wide, plain in zip("０１２３４５６７８９．－／～", "0123456789.-/~", strict=True)
}
_BOTH = _SIMPLE | _WIDE


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
    if text.isascii():
        return text
    return text.translate(_BOTH if chinese(text) else _SIMPLE)
