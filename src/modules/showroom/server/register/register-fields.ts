// The columns a visit register can have, and the words dealers write over them.
import { createHeaderMatcher, type FieldWords, words } from '#modules/imports/index.ts'

export const registerFields = [
  'number',
  'date',
  'channel',
  'timeIn',
  'timeOut',
  'partySize',
  'firstOrRepeat',
  'name',
  'sex',
  'phone',
  'series',
  'level',
  'source',
  'consultant',
  'filed',
  'note',
  'purchaseType',
  'household',
  'area',
  'lineMark',
  'refusal',
] as const

export type RegisterField = (typeof registerFields)[number]

/** Headers of a template and of refused files, and every other word that means the same. */
export const fieldWords: Record<RegisterField, FieldWords> = {
  number: {
    zh: '序号',
    en: 'No.',
    exact:
      words(`seq ref 档案号 顺序号 序号no no序号 序号 编号 序列 序列号 号 行号 流水号 登记号 登记编号 项次 no number num 序 serial
      serialno sn id lineno line visitno`),
    parts: words('序号 编号 流水号 顺序号 serial'),
  },
  date: {
    zh: '日期',
    en: 'Date',
    exact:
      words(`接待时间 登记时间 来客时间 到访时间 来访时间 当日日期 日期 来店日期 接待日期 到店日期 进店日期 登记日期 来访日期 来电日期 来店来电日期
      来店电日期 来客日期 客流日期 建卡日期 年月日 月日 时间 来店时间 到店时间 date visitdate dateofvisit day receptiondate`),
    parts: words('日期 date'),
  },
  channel: {
    zh: '来店/来电',
    en: 'Channel',
    exact:
      words(`客流渠道 接触渠道 形式 来访形式 来店形式 sourcechannel 客户类型 客户类别 来店来电 来电来店 来店电 来店或来电 方式 来店方式 来访方式 接触方式 到访方式 接待方式
      来访类型 客流类型 类型 类别 渠道 客流方式 店电 channel type visittype contacttype walkincallin
      callinwalkin walkinorcallin mode way visitchannel`),
    parts: words('来店来电 来电来店 方式 形式 walkin callin'),
  },
  timeIn: {
    zh: '进店时间',
    en: 'Time in',
    exact:
      words(`到达 进入时间 入店 来客时间 到访时间 进厅时间 进店时间 来店时间 到店时间 进店 到店 来访时间 接待时间 入店时间 进店时刻 来店时刻
      到达时间 开始时间 接待开始 接待开始时间 来店来电时间 来电时间 进场时间 时间 timein arrival arrivaltime
      arrived in checkin checkintime starttime time start intime entrytime`),
    parts: words(
      '进店 到店 入店 进厅 进展厅 到达 进入 来店时间 到访时间 来客时间 开始 起始 timein arriv checkin entry',
    ),
  },
  timeOut: {
    zh: '离店时间',
    en: 'Time out',
    exact:
      words(`离去时间 走店时间 终止时间 exittime out 送客 离开 离厅时间 离店时间 离店 送离时间 送客时间 离开时间 结束时间 出店时间 离店时刻 接待结束
      接待结束时间 离场时间 timeout departure departuretime left out checkout checkouttime endtime end
      outtime leavetime leavingtime`),
    parts: words(
      '离店 离开 离厅 离展厅 离去 走店 终止 结束 送客 timeout depart leav checkout exit',
    ),
  },
  partySize: {
    zh: '人数',
    en: 'Party size',
    exact:
      words(`客户数 几人 批次 groupsize numberofguests 来客数 人员数 人数 批人数 来店人数 到店人数 随行人数 来访人数 进店人数 同行人数 客户人数 人次 partysize
      people persons visitors pax headcount party numberofpeople noofpeople size guests`),
    parts: words('人数 几人 客户数 people persons visitors guests groupsize'),
  },
  firstOrRepeat: {
    zh: '首次/再次',
    en: 'First/repeat',
    exact:
      words(`新客老客 新老客 初访再访 到访性质 来店性质 来访性质 firsttime firsttimevisit 首次再次 是否首次 首次 再次 是否再次 首次来店 是否首次来店 首次二次 初次再次 首次再次来店
      来店次数 到店次数 次数 来访次数 首再次 是否二次来店 是否首访 首访 新老客户 首次到店 firstrepeat
      firstorrepeat visitkind firstvisit isfirstvisit repeat newreturning visitcount returning neworrepeat
      repeatvisit isrepeat first`),
    parts: words(
      '首次 再次 初次 首访 初访 二次 次数 几次 新老 新客 性质 repeat firstvisit firsttime returning',
    ),
  },
  name: {
    zh: '客户姓名',
    en: 'Customer',
    exact:
      words(`名字 客户全名 guestname nameofcustomer 贵宾姓名 来宾姓名 客户姓名 姓名 客户 客户名称 客户名 顾客姓名 顾客 称呼 客户称呼 来访客户 来客姓名 联系人
      customer name customername client clientname fullname guest visitorname contactname prospect`),
    parts: words('姓名 称呼 客户名 名字 全名 customername nameof guestname'),
  },
  sex: {
    zh: '性别',
    en: 'Sex',
    exact: words('性别 客户性别 男女 sex gender title salutation mf'),
    parts: words('性别 gender'),
  },
  phone: {
    zh: '联系电话',
    en: 'Phone',
    exact:
      words(`联络电话 联络方式 联系 contactdetails 联系电话 电话 手机 手机号码 手机号 联系方式 电话号码 客户电话 联系手机 联系号码 客户手机
      移动电话 联系电话手机 手机电话 phone mobile tel telephone phonenumber mobilephone cell cellphone
      contactnumber mobilenumber phoneno contact mobileno contactphone`),
    parts: words('电话 手机 联系方式 联络方式 联系号码 phone mobile telephone'),
  },
  series: {
    zh: '意向车型',
    en: 'Model',
    exact:
      words(`意向车 意向车款 车款 车种 carofinterest 看中车型 意向品牌 意向车型 车型 关注车型 意向车系 车系 拟购车型 感兴趣车型 欲购车型 看车车型 咨询车型
      需求车型 购车意向 model series modelofinterest vehicle car carmodel interestedmodel vehiclemodel
      interest modelinterest`),
    parts: words('车型 车系 车款 车种 意向车 model series carof'),
  },
  level: {
    zh: '意向级别',
    en: 'Level',
    exact:
      words(`意向 意向度 热度 评级 priority intention intentionlevel 意向级别 级别 等级 客户级别 意向等级 客户等级 购车级别 意向程度 habc 客户意向级别 判定级别
      level intentlevel grade intent rating hotness customerlevel`),
    parts: words('级别 等级 意向度 评级 level grade'),
  },
  source: {
    zh: '信息来源',
    en: 'Source',
    exact:
      words(`媒体 获知渠道 认知渠道 来店契机 如何得知 客源渠道 信息来源 来源 渠道来源 客户来源 来源渠道 来店途径 来店渠道 获知渠道 信息渠道 了解渠道 媒体来源
      客源 渠道 得知途径 信息途径 客户渠道 source infosource leadsource informationsource howheard media
      sourceofinformation customersource heardfrom`),
    parts: words('来源 途径 契机 得知 获知 认知 信息渠道 客源 source heard'),
  },
  consultant: {
    zh: '销售顾问',
    en: 'Consultant',
    exact:
      words(`接待员 接待专员 接待者 跟进人 sc 业务代表 销售专员 销售经理 handledby staff 员工 staffname 销售顾问 顾问 接待人员 业务员 接待顾问 销售人员 接待人 接待 接待销售 销售员 销售 接待销售顾问
      销售代表 置业顾问 责任人 负责人 consultant salesconsultant salesperson sales salesman receivedby
      advisor salesadvisor servedby executive salesexecutive rep salesrep`),
    parts: words(
      '顾问 业务员 业务代表 接待人 接待员 接待专员 接待者 销售员 销售人员 销售专员 销售代表 跟进人 consultant salesperson handledby receivedby',
    ),
  },
  filed: {
    zh: '是否留档',
    en: 'Filed',
    exact:
      words(`留存 留卡 档案 登记与否 是否登记 是否成卡 是否留卡 是否留下资料 leadsaved saved 是否留档 留档 建档 是否建档 是否建卡 建卡 留档与否 留档情况 是否留资 留资 是否留存 是否留电
      有无留档 留档否 filed isfiled cardmade registered onfile file recorded card filedyn prospectfiled`),
    parts: words('留档 建档 建卡 留资 档案 留卡 成卡 留下资料 filed onfile'),
  },
  // Only whole headers: a part of one would take columns that mean something else.
  purchaseType: {
    zh: '购车类型',
    en: 'Kind of purchase',
    exact: words(
      '购车性质 购买类型 购买性质 购车类别 首购换购 首购增购换购 purchasetype kindofpurchase',
    ),
    parts: [],
  },
  household: {
    zh: '家庭结构',
    en: 'Household',
    exact: words('家庭构成 家庭类型 婚姻状况 household householdtype familytype'),
    parts: [],
  },
  area: {
    zh: '所在区域',
    en: 'Area',
    exact: words('所在地区 所在区县 所在城市 居住区域 居住地区 区域 地区 区县 area district'),
    parts: [],
  },
  note: {
    zh: '接待经过',
    en: 'Notes',
    exact:
      words(`客户情况 客户信息 情况说明 其他 其它 跟进情况 备 注 接待经过 备注 洽谈内容 接待内容 洽谈经过 客户需求 接待记录 洽谈情况 接待情况 说明 洽谈记录
      沟通内容 跟进内容 来店目的 内容 经过 notes note remark remarks comment comments description details
      memo course courseofreception conversation`),
    parts: words(
      '备注 经过 过程 洽谈 概况 反馈 描述 谈话 接待内容 接待情况 沟通 情况 note remark comment',
    ),
  },
  lineMark: { zh: '导入标识', en: 'Import mark', exact: words('导入标识 importmark'), parts: [] },
  refusal: {
    zh: '拒绝原因',
    en: 'Reason refused',
    exact: words('拒绝原因 未导入原因 reasonrefused'),
    parts: [],
  },
}

// Columns that speak of another date, model or person than the visit's own.
const somethingElse =
  /时长|停留|竞品|旧车|现有|置换|保有|预计|下次|回访|出生|生日|购车|交车|试驾|介绍人|推荐人|紧急|制单|录入|邀约|贷款|是否试|duration|competitor|tradein|current|expected|next|birth|followup|referr/

export const registerMatcher = createHeaderMatcher(fieldWords, somethingElse)
