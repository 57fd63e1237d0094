"""Where a counted noun begins and ends in a run of Chinese characters, which has no blanks."""

from __future__ import annotations

import re

from briefings.vocabulary import vocabulary

# Heads of noun phrases that texts count; a phrase goes as far as the last of them.
_HEADS = vocabulary(
    """方案 计划 规划
    企业 公司 车企 国企 民企 药企 房企 机构 单位 部门 学校 高校 大学 中学 小学 幼儿园 医院 诊所 银行
    商户 店铺 门店 商店 餐厅 酒店 民宿 工厂 厂房 车间 仓库 项目 工程 课题 任务 措施 政策 条款 举措
    办法 标准 规范 法规 制度 案件 事件 问题 事项 手续 程序 许可 证书 证照 执照 专利 商标 成果 产品
    商品 品种 品牌 设备 机器人 车辆 汽车 客车 公交车 船舶 轮船 飞机 航班 航线 线路 铁路 公路 道路 桥梁
    隧道 码头 泊位 港口 机场 车站 站点 基站 充电桩 平台 中心 基地 园区 公园 社区 小区 街道 街镇 乡镇
    村庄 行政村 区县 城市 国家 地区 省份 省市 家庭 居民 村民 群众 学生 教师 医生 护士 职工 员工 工人
    党员 干部 代表 委员 专家 学者 院士 人才 博士 志愿者 游客 旅客 乘客 观众 读者 用户 客户 会员 嘉宾
    运动员 选手 队伍 球队 团队 代表团 岗位 职位 名额 席位 座位 床位 房间 住房 房屋 公寓 合同 协议 订单
    意见 建议 提案 问卷 报告 论文 图书 期刊 文件 指标 奖项 活动 展览 演出 比赛 赛事 会议 论坛 讲座
    课程 景区 景点 遗址 文物 墓葬 博物馆 图书馆 场馆 树木 苗木 果树 湖泊 河流 水库 水厂 电站 风机 展位
    摊位 展品 藏品 领域 行业 产业 环节 受访者 租户 商铺 工地 路段 实验室 研究院 联合体 集群 示范区
    走廊 企業 機構 單位 部門 學校 醫院 診所 銀行 商戶 店鋪 工廠 項目 課題 任務 標準 規範 問題 許可
    證書 專利 產品 設備 車輛 汽車 飛機 航線 線路 鐵路 橋樑 碼頭 車站 園區 公園 社區 國家 地區 學生
    教師 醫生 員工 委員 專家 學者 觀眾 讀者 用戶 客戶 會員 球隊 團隊 崗位 職位 名額 房間 合約 訂單
    意見 問卷 報告 圖書 獎項 活動 展覽 會議 課程 園圃 受訪者 實驗室 商舖"""
)
_LONGEST = max(map(len, _HEADS))
# What makes another word of a head: an entrepreneur is no enterprise.
_GOES_ON = "家长長经經群库庫组組部员員者性化级級类類型率数數量额額"
# Verbs, adverbs and particles that stand between the noun and what comes before or behind it.
_LEADS = re.compile(
    "建成|建设|建設|新建|新增|增设|增設|设立|設立|成立|引进|引進|引入|培育|发放|發放|签发|受理|办理"
    "|辦理|开通|開通|投放|授权|布局|拥有|擁有"
    "|完成|获得|獲得|吸引|集聚|聚集|落户|登记|登記|发现|發現|收回|收到|收集|征集|提供|安排|接待|举办"
    "|舉辦|开展|開展|实施|實施|推出|出台"
    "|制定|建立|覆盖|覆蓋|涉及|涵盖|包括|组织|邀请|服务|支持|帮助|整改|排查|查处|检查|解决|关闭|拆除"
    "|改造|修复|种植|种下|出版|发行|捐赠"
    "|销售|售出|生产|制造|出口|进口|采购|购买|购置|投入|投用|上线|达成|签订|签署|签约|簽約|认定|评选"
    "|命名|入选|获批|培训|招聘|录用|安置|救助"
    "|资助|奖励|发布|公布|印发|审议|通过|承接|承担|参与|带动|惠及|创造|预计|計劃|计划|目前|现有|現有"
    "|共有|其中|包含|增加|减少|減少|分布|每[场年个月天日家户人]"
    "|[的有共已将將拟擬把和与與及在为為由从從向对對等了着至到达達首批]"
)
_ENDS = re.compile(
    "(?<=.)(?:提供|参加|參加|参与|參與|获得|獲得|获批|实现|實現|完成|开展|開展|享受|签|簽|落户|落戶"
    "|入驻|入駐|进入|進入|推出|设立|設立|成立"
    "|启动|啟動|开工|開工|建成|投产|投用|开放|開放|纳入|列入|通过|通過|承担|集中|正式|全部|陆续|分布"
    "|涵盖|涉及|需要|实施|實施|受益|接受|收到|取得"
    "|迎来|来自|來自|合作|预计|計劃|计划|参赛|參賽|入场|入場|试行|報名|报名|获奖|獲獎|入选|开业|投入"
    "|复工|停工|关闭|上市|竣工|亮相|登场|受灾|通车"
    "|支持|反对|同意|认为|表示|不再|尚未|未|即将|同时|仍|则|均|都|也|还|再|可|应|须|須|并|被)"
)


def head_end(words: str) -> int:
    """Where the noun phrase at the beginning of a run ends: before a verb, and behind its last known head.

    It is 0 where the run begins with a verb and names nothing that is counted: "预计全年营收".
    """
    if _ENDS.match("x" + words, 1) and not any(words[at : at + 2] in _HEADS for at in range(1, len(words))):
        return 0
    verb = _ENDS.search(words)
    end = verb.start() if verb else len(words)
    for at in range(end, 0, -1):
        for length in range(min(_LONGEST, at), 1, -1):
            if words[at - length : at] in _HEADS:
                return at if words[at : at + 1] not in _GOES_ON or at == end else end
    return end


def noun_span(words: str) -> tuple[int, int]:
    """The noun phrase at the end of a run: behind the last verb or particle, without those at its own end."""
    start, end = 0, len(words)
    leads = [match.span() for match in _LEADS.finditer(words)]
    while leads and leads[-1][1] == end:
        end = leads.pop()[0]
    for _, after in leads:
        if end - after >= 2:
            start = after
    return start, end
