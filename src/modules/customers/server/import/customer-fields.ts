// The columns a list of customers can have (seed row 004-14), and the words dealers write over them.
import { type RecordField, readPhones, words } from '#modules/imports/index.ts'
import { parseIdNumber } from '#shared/id-number.ts'
import { normalisePlate } from '#shared/plate.ts'

const isPhone = (text: string) => readPhones(text).phones.length > 0

export const customerFields = {
  name: {
    zh: '客户姓名',
    en: 'Name',
    exact: words(
      '姓名 名字 客户 客户名称 名称 车主 车主姓名 车主名称 联系人 顾客 顾客姓名 单位名称 name customer customername fullname owner ownername contact client',
    ),
    parts: words('姓名 客户名 车主名 name'),
    isNeeded: true,
    test: (text: string) => !/\d{5}/.test(text),
  },
  kind: {
    zh: '客户类型',
    en: 'Kind',
    exact: words('类型 客户性质 性质 个人单位 个人或单位 公私 customertype type kind'),
    parts: [],
    hint: ['个人 / 公司', 'person / company'],
    width: 10,
  },
  sex: {
    zh: '性别',
    en: 'Sex',
    exact: words('客户性别 男女 gender sex'),
    parts: words('性别'),
    width: 8,
    test: (text: string) => /^(男|女|先生|女士|小姐|m|f|male|female|mr|ms)/i.test(text),
  },
  phone: {
    zh: '手机',
    en: 'Mobile',
    exact: words(
      '手机号 手机号码 移动电话 电话 联系电话 电话号码 联系方式 联系号码 客户电话 车主电话 号码 mobile mobilephone cell cellphone phone tel telephone phonenumber contactnumber mobileno',
    ),
    parts: words('手机 联系电话 联系方式 mobile cell'),
    isNeeded: true,
    width: 18,
    hint: ['一格两个号码也认', 'two numbers in one cell are understood'],
    test: isPhone,
  },
  homePhone: {
    zh: '家庭电话',
    en: 'Home phone',
    exact: words(
      '住宅电话 宅电 家电 家庭固话 家里电话 住宅固话 homephone hometel hometelephone residencephone',
    ),
    parts: words('家庭电话 住宅电话 homephone'),
    width: 16,
    test: isPhone,
  },
  officePhone: {
    zh: '办公电话',
    en: 'Office phone',
    exact: words(
      '单位电话 公司电话 工作电话 办公室电话 座机 固话 固定电话 officephone officetel workphone businessphone companyphone',
    ),
    parts: words('办公电话 单位电话 公司电话 工作电话 officephone workphone'),
    width: 16,
    test: isPhone,
  },
  idNumber: {
    zh: '身份证号',
    en: 'ID number',
    exact: words(
      '身份证 身份证号码 证件号 证件号码 idcard idno idnumber identitycard identitynumber nationalid idcardnumber',
    ),
    parts: words('身份证 证件号 idcard idnumber'),
    width: 22,
    test: (text: string) => parseIdNumber(text) !== undefined || /^\d{15,18}/.test(text),
  },
  birthday: {
    zh: '生日',
    en: 'Birthday',
    exact: words('出生日期 出生年月 出生年月日 生日日期 dob birthday birthdate dateofbirth'),
    parts: words('生日 出生 birth'),
    width: 12,
  },
  occupation: {
    zh: '职业',
    en: 'Occupation',
    exact: words('客户职业 工作 occupation job profession'),
    parts: words('职业 occupation'),
  },
  industry: {
    zh: '行业',
    en: 'Industry',
    exact: words('所属行业 从事行业 industry trade'),
    parts: words('行业 industry'),
  },
  hobbies: {
    zh: '爱好',
    en: 'Hobbies',
    exact: words('兴趣 兴趣爱好 客户爱好 业余爱好 hobby hobbies interests'),
    parts: words('爱好 兴趣 hobb'),
    hint: ['最多三个，用顿号隔开', 'three at most, separated by commas'],
  },
  householdType: {
    zh: '家庭结构',
    en: 'Household',
    exact: words(
      '家庭构成 家庭成员 家庭人口 家庭类型 婚姻状况 household householdtype family familytype',
    ),
    parts: words('家庭结构 家庭构成 household'),
    hint: ['单身 / 夫妻二人 / 有孩子 / 三代同堂', 'single / couple / children / three generations'],
  },
  household: {
    zh: '家庭情况说明',
    en: 'About the family',
    exact: words('家庭情况 家庭说明 家庭备注 aboutthefamily familynotes'),
    parts: words('家庭情况 家庭说明'),
    width: 24,
  },
  area: {
    zh: '所在区域',
    en: 'Area',
    exact: words(
      '区域 地区 区县 所在区县 所在地区 所在城市 城市 居住区域 area district city county',
    ),
    parts: words('所在区 区县 居住区'),
    hint: ['市或区县，如 长春市朝阳区', 'city or district'],
    width: 18,
  },
  source: {
    zh: '信息来源',
    en: 'Source',
    exact: words('来源 客户来源 线索来源 渠道 客源 source leadsource customersource'),
    parts: words('来源 source'),
  },
  homeAddress: {
    zh: '家庭住址',
    en: 'Home address',
    exact: words(
      '住址 地址 家庭地址 联系地址 通讯地址 住宅地址 客户地址 车主地址 现住址 address homeaddress residenceaddress mailingaddress',
    ),
    parts: words('家庭住址 家庭地址 住址 homeaddress'),
    width: 36,
  },
  homePostcode: {
    zh: '家庭邮编',
    en: 'Home postcode',
    exact: words('邮编 邮政编码 住址邮编 家庭邮政编码 postcode zip zipcode homepostcode homezip'),
    parts: words('家庭邮编 住址邮编'),
    width: 10,
  },
  workplace: {
    zh: '工作单位',
    en: 'Workplace',
    exact: words('单位 所在单位 公司名称 公司 workplace employer company companyname'),
    parts: words('工作单位 employer'),
    width: 24,
  },
  workAddress: {
    zh: '单位地址',
    en: 'Work address',
    exact: words('公司地址 办公地址 工作地址 workaddress officeaddress companyaddress'),
    parts: words('单位地址 公司地址 办公地址 workaddress officeaddress'),
    width: 36,
  },
  workPostcode: {
    zh: '单位邮编',
    en: 'Work postcode',
    exact: words('公司邮编 办公邮编 单位邮政编码 workpostcode workzip officezip officepostcode'),
    parts: words('单位邮编 公司邮编'),
    width: 10,
  },
  email: {
    zh: '电子邮箱',
    en: 'E-mail',
    exact: words('邮箱 邮件 电子邮件 email mail emailaddress'),
    parts: words('邮箱 邮件 email'),
    width: 24,
    test: (text: string) => text.includes('@'),
  },
  fax: {
    zh: '传真',
    en: 'Fax',
    exact: words('传真号 传真号码 fax faxno faxnumber'),
    parts: words('传真 fax'),
    width: 16,
  },
  special: {
    zh: '特殊标记',
    en: 'Special mark',
    exact: words('特殊客户 客户标记 标记 客户标签 special specialmark mark'),
    parts: words('特殊客户 特殊标记'),
    hint: ['大客户 / 重要客户 / 黑色客户', 'fleet / VIP / difficult'],
  },
  consultant: {
    zh: '销售顾问',
    en: 'Consultant',
    exact: words(
      '顾问 归属顾问 所属顾问 负责人 业务员 销售员 跟进人 销售人员 consultant salesconsultant salesperson sales owner assignedto accountowner',
    ),
    parts: words('顾问 业务员 consultant salesperson'),
  },
  consent: {
    zh: '是否同意联系',
    en: 'Consent',
    exact: words('同意 是否同意 授权 是否授权 个人信息授权 隐私授权 consent agreed optin'),
    parts: words('授权 同意 consent'),
    hint: ['是 / 否', 'yes / no'],
    width: 12,
  },
  plate: {
    zh: '车牌号',
    en: 'Plate',
    exact: words('车牌 牌照 车牌号码 牌照号 plate plateno licenseplate numberplate registrationno'),
    parts: words('车牌 牌照 plate'),
    width: 12,
    test: (text: string) => normalisePlate(text) !== undefined,
  },
  note: {
    zh: '备注',
    en: 'Notes',
    exact: words('说明 备 注 其他 note notes remark remarks comment comments'),
    parts: words('备注 remark comment note'),
    width: 36,
  },
} satisfies Record<string, RecordField>

/** Columns that speak of somebody or something else than the customer. */
export const aboutOthers =
  /紧急|推荐人|介绍人|配偶|子女|经办|制单|录入|下次|回访|保险|emergency|referr|spouse|next/
