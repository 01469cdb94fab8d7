// Data: the options every new group starts with; a group edits them, a store maps its own to them.
import type { ChannelFamily, OptionKind } from '../contract.ts'

export interface StandardOption {
  code: string
  zh: string
  en: string
  family?: ChannelFamily
  aliases?: readonly string[]
}

type Row = readonly [code: string, zh: string, en: string, aliases?: readonly string[]]

const family = (of: ChannelFamily, rows: readonly Row[]): StandardOption[] =>
  rows.map((row) => ({ ...option(row), family: of }))

const option = ([code, zh, en, aliases = []]: Row): StandardOption => ({ code, zh, en, aliases })

/** The channels of seed rows 003-04 and 003-05, under their four families. */
const sources: StandardOption[] = [
  ...family('storefront', [
    ['storefront', '店头', 'Storefront', ['展厅', '自然来店', '自然到店', '自来店', '门店']],
    ['passing-by', '路过', 'Passing by', ['路过进店', '顺路', '附近']],
    ['call-in', '来电咨询', 'Call-in', ['热线', '展厅电话', '电话咨询']],
    ['service-customer', '售后客户', 'Service customer', ['售后', '维修客户', '保养客户']],
    ['other', '其他', 'Other', ['其它', '不详', '未知']],
  ]),
  ...family('web', [
    ['web', '网络', 'Web', ['网上', '互联网', '网站', '线上', 'internet', 'online']],
    ['autohome', '汽车之家', 'Autohome', ['之家', 'autohome.com.cn']],
    ['dongchedi', '懂车帝', 'Dongchedi', ['懂车', 'DCD']],
    ['yiche', '易车', 'Yiche', ['易车网', 'bitauto']],
    [
      'oem-website',
      '厂家官网',
      'Manufacturer website',
      ['官网', '厂家网站', '总部线索', '厂家线索'],
    ],
    ['dealer-website', '本店网站', 'Dealer website', ['店网站', '门店官网']],
    ['search-engine', '搜索引擎', 'Search engine', ['百度', '搜索', 'baidu']],
    ['qq', 'QQ', 'QQ', ['QQ群', '腾讯QQ']],
    ['wechat', '微信', 'WeChat', ['朋友圈', '公众号', '微信群', '企业微信', '小程序', 'weixin']],
    ['weibo', '微博', 'Weibo', ['新浪微博']],
    ['forum', '论坛', 'Forum', ['车友论坛', '贴吧', 'BBS']],
    [
      'short-video',
      '短视频',
      'Short video',
      ['抖音', '快手', '直播', '视频号', 'douyin', 'tiktok'],
    ],
    ['xiaohongshu', '小红书', 'Xiaohongshu', ['rednote']],
    ['e-commerce', '电商平台', 'E-commerce', ['天猫', '京东', '团购', '淘宝']],
  ]),
  ...family('outdoor', [
    ['auto-show', '车展', 'Auto show', ['车展览会', '汽车展', '展会', '国际车展']],
    ['oem-event', '厂家活动', 'Manufacturer event', ['厂商活动', '总部活动']],
    ['roadshow', '外展巡展', 'Roadshow', ['外展', '巡展', '外拓', '商超展', '社区展', '下乡']],
    ['cross-industry', '异业联盟', 'Cross-industry alliance', ['异业合作', '联盟商家', '异业']],
    ['driving-school', '驾校', 'Driving school', ['驾校合作']],
    ['fleet-visit', '大客户拜访', 'Fleet visit', ['大客户', '单位拜访', '集团客户']],
    ['newspaper', '报纸', 'Newspaper', ['报刊', '晚报', '日报', '报纸广告']],
    ['magazine', '杂志', 'Magazine', ['期刊', '杂志广告']],
    ['radio', '电台', 'Radio', ['广播', '收音机', '交通台', '电台广告', '交通广播']],
    ['television', '电视', 'Television', ['电视台', '电视广告', 'TV']],
    ['sms', '短信', 'Text message', ['手机短信', '短信群发', 'SMS', '短消息']],
    [
      'billboard',
      '户外广告',
      'Billboard',
      ['户外', '高炮', '路牌', '公交广告', '车身广告', '灯箱', '广告牌'],
    ],
    ['lift-ad', '电梯广告', 'Lift ad', ['电梯', '楼宇广告', '分众']],
    ['wall-ad', '墙体广告', 'Wall ad', ['墙体']],
    ['leaflet', 'DM单页', 'Leaflet', ['DM', 'DM单', '单页', '传单', '宣传单', '直邮']],
    ['cinema', '影院广告', 'Cinema ad', ['影院', '电影院']],
  ]),
  ...family('referral', [
    [
      'owner-referral',
      '老客户转介绍',
      'Owner referral',
      ['转介绍', '老客户', '客户转介绍', '老客户介绍', '车主介绍', '基盘转介绍'],
    ],
    ['friend', '朋友介绍', 'Friend', ['朋友', '朋友推荐', '亲友', '亲友介绍', '熟人介绍', '熟人']],
    ['staff', '全员营销', 'All-staff selling', ['员工介绍', '内部介绍', '同事介绍', '员工推荐']],
    [
      'returning-owner',
      '老客户再购',
      'Returning owner',
      ['再购', '增购', '置换', '老车主再购', '增换购'],
    ],
    ['owner-class', '车主课堂', 'Owner class', ['爱车课堂', '新车主讲堂', '车主讲堂']],
    ['owner-event', '车主活动', 'Owner event', ['车友会', '自驾游', '车主联谊']],
    ['partner', '二级网点', 'Partner outlet', ['二网', '二级经销商', '分销商']],
  ]),
]

/** Every standard option by kind; codes never change, words may. */
export const standardOptions: Record<OptionKind, readonly StandardOption[]> = {
  source: sources,
  occupation: (
    [
      ['private-owner', '私营业主', 'Business owner', ['私企老板', '老板', '企业主']],
      ['self-employed', '个体经营', 'Self-employed', ['个体', '个体户', '个体工商户']],
      ['civil-servant', '公务员', 'Civil servant', ['机关干部', '政府机关']],
      ['institution', '事业单位职员', 'Public institution', ['事业单位']],
      ['company-manager', '企业管理人员', 'Company manager', ['经理', '高管', '管理人员']],
      ['employee', '企业职员', 'Employee', ['职员', '白领', '上班族', '公司职员']],
      ['worker', '工人', 'Worker', ['产业工人']],
      ['sales-person', '销售人员', 'Sales person', ['业务员', '销售']],
      ['teacher', '教师', 'Teacher', ['老师']],
      ['doctor', '医护人员', 'Medical staff', ['医生', '护士']],
      ['engineer', '工程技术人员', 'Engineer', ['工程师', '技术人员', '程序员']],
      ['lawyer', '律师会计等专业人士', 'Professional', ['律师', '会计师']],
      ['soldier', '军人警察', 'Armed forces or police', ['军人', '警察']],
      ['farmer', '农民', 'Farmer', ['务农', '种植户', '养殖户']],
      ['driver', '司机', 'Driver', ['网约车司机', '驾驶员']],
      ['freelancer', '自由职业', 'Freelancer', ['自由职业者']],
      ['student', '学生', 'Student'],
      ['retired', '退休', 'Retired', ['离退休']],
      ['other', '其他', 'Other', ['其它']],
    ] as Row[]
  ).map(option),
  industry: (
    [
      ['trade', '商贸批发零售', 'Trade', ['商贸', '批发零售', '贸易']],
      ['manufacturing', '制造业', 'Manufacturing', ['工厂', '制造']],
      ['construction', '建筑房产', 'Construction and property', ['建筑', '房地产', '装修']],
      ['transport', '交通物流', 'Transport and logistics', ['物流', '运输']],
      ['finance', '金融保险', 'Finance and insurance', ['银行', '保险', '金融']],
      ['it', '信息技术', 'Information technology', ['IT', '互联网', '软件']],
      ['catering', '餐饮酒店', 'Catering and hotels', ['餐饮', '酒店']],
      ['education', '教育', 'Education', ['学校', '培训']],
      ['health', '医疗卫生', 'Health care', ['医疗', '医院']],
      ['government', '机关团体', 'Government', ['政府', '机关']],
      ['energy', '能源电力', 'Energy', ['电力', '石油', '煤炭']],
      ['agriculture', '农林牧渔', 'Agriculture', ['农业']],
      ['media', '文化传媒', 'Culture and media', ['传媒', '广告']],
      ['service', '居民服务', 'Personal services', ['服务业', '美容']],
      ['other', '其他', 'Other', ['其它']],
    ] as Row[]
  ).map(option),
  hobby: (
    [
      ['self-drive', '自驾旅游', 'Road trips', ['自驾', '旅游', '旅行']],
      ['ball-games', '球类运动', 'Ball games', ['篮球', '足球', '羽毛球', '乒乓球', '打球']],
      ['fitness', '健身跑步', 'Fitness and running', ['健身', '跑步', '游泳']],
      ['fishing', '钓鱼', 'Fishing', ['垂钓']],
      ['outdoor', '户外露营', 'Outdoor and camping', ['露营', '登山', '户外']],
      ['golf', '高尔夫球', 'Golf', ['打高尔夫']],
      ['tea', '品茶', 'Tea', ['茶', '喝茶']],
      ['food', '美食', 'Food', ['吃']],
      ['photography', '摄影', 'Photography', ['拍照']],
      ['music', '音乐唱歌', 'Music', ['音乐', '唱歌', 'K歌']],
      ['film', '影视', 'Films', ['电影', '看电影']],
      ['reading', '阅读', 'Reading', ['读书', '看书']],
      ['shopping', '购物', 'Shopping', ['逛街']],
      ['cars', '汽车改装', 'Cars and tuning', ['改装', '汽车', '玩车']],
      ['games', '电子游戏', 'Video games', ['游戏', '打游戏']],
      ['chess-cards', '棋牌', 'Chess and cards', ['麻将', '打牌', '象棋', '围棋']],
      ['calligraphy', '书画收藏', 'Art and collecting', ['书法', '收藏', '绘画']],
      ['family', '亲子', 'Family time', ['陪孩子', '带娃']],
      ['pets', '宠物', 'Pets', ['养狗', '养猫']],
      ['other', '其他', 'Other', ['其它']],
    ] as Row[]
  ).map(option),
  loss_reason: (
    [
      ['price', '价格高于竞品', 'Price above the rival', ['价格', '太贵', '价格高', '优惠少']],
      ['product', '产品不符合需求', 'Product did not fit', ['产品', '空间小', '配置低']],
      ['no-stock', '无现车或等待太久', 'No stock or long wait', ['无现车', '没车', '交期长']],
      ['colour-trim', '颜色配置不合', 'Colour or trim', ['颜色', '配置']],
      ['financing', '贷款未通过', 'Loan refused', ['贷款', '征信', '按揭不批']],
      ['trade-in', '置换价格不满意', 'Trade-in price', ['置换价低', '二手车价低']],
      ['service', '对接待服务不满', 'Reception or service', ['服务', '态度']],
      ['distance', '距离太远', 'Too far away', ['距离', '路远']],
      [
        'other-store',
        '在同品牌他店购买',
        'Bought at another store of the brand',
        ['他店购买', '同城他店', '外地购买'],
      ],
      ['other-brand', '购买其他品牌', 'Bought another brand', ['买了竞品', '竞品购买']],
      ['used-car', '购买二手车', 'Bought a used car', ['二手车']],
      ['plan-cancelled', '取消购车计划', 'Gave up buying', ['不买了', '放弃购车', '暂不购车']],
      ['no-plate', '无购车指标', 'No licence quota', ['没指标', '摇号未中', '无指标']],
      ['family-disagrees', '家人不同意', 'Family disagrees', ['家人反对', '家人意见']],
      ['lost-contact', '无法联系', 'Cannot be reached', ['失控', '联系不上', '空号', '停机']],
      ['other', '其他', 'Other', ['其它']],
    ] as Row[]
  ).map(option),
  competitor: (
    [
      ['saic-vw', '上汽大众', 'SAIC Volkswagen', ['上海大众', '帕萨特', '朗逸', '途观']],
      ['toyota', '丰田', 'Toyota', ['一汽丰田', '广汽丰田', '卡罗拉', '凯美瑞', '雷凌']],
      ['honda', '本田', 'Honda', ['东风本田', '广汽本田', '思域', '雅阁']],
      ['nissan', '日产', 'Nissan', ['东风日产', '尼桑', '轩逸', '天籁']],
      ['buick', '别克', 'Buick', ['君威', '英朗', '君越']],
      ['chevrolet', '雪佛兰', 'Chevrolet', ['科鲁泽', '迈锐宝']],
      ['ford', '福特', 'Ford', ['长安福特', '蒙迪欧', '福克斯']],
      ['hyundai', '现代', 'Hyundai', ['北京现代', '伊兰特']],
      ['mazda', '马自达', 'Mazda', ['昂克赛拉', '阿特兹']],
      ['skoda', '斯柯达', 'Skoda', ['明锐', '速派']],
      ['audi', '奥迪', 'Audi', ['一汽奥迪']],
      ['bmw', '宝马', 'BMW', ['华晨宝马']],
      ['mercedes', '奔驰', 'Mercedes-Benz', ['北京奔驰']],
      ['byd', '比亚迪', 'BYD', ['秦PLUS', '宋PLUS', '海豚']],
      ['geely', '吉利', 'Geely', ['帝豪', '星越', '银河']],
      ['chery', '奇瑞', 'Chery', ['瑞虎', '艾瑞泽']],
      ['changan', '长安', 'Changan', ['逸动', 'CS75']],
      ['haval', '哈弗', 'Haval', ['长城', 'H6']],
      ['tesla', '特斯拉', 'Tesla', ['Model 3', 'Model Y']],
      ['li-auto', '理想', 'Li Auto', ['理想L6', '理想汽车']],
      ['aito', '问界', 'AITO', ['鸿蒙智行', '华为']],
      ['xpeng', '小鹏', 'XPeng', ['小鹏汽车']],
      ['same-brand', '同品牌他店', 'Same brand, another store', ['他店']],
      ['other', '其他品牌', 'Another brand', ['其他', '其它']],
    ] as Row[]
  ).map(option),
  not_prospect: (
    [
      ['service', '售后客户', 'Service customer', ['维修', '保养', '售后']],
      ['supplier', '供应商', 'Supplier', ['送货', '厂家人员', '业务来访']],
      ['companion', '陪同人员', 'Companion', ['陪同', '家属']],
      ['delivery', '提车客户', 'Collecting a car', ['提车', '交车']],
      ['formalities', '办手续', 'Paperwork', ['上牌', '保险', '开发票']],
      ['complaint', '投诉来访', 'Complaint', ['投诉']],
      ['job-seeker', '应聘人员', 'Job applicant', ['面试', '应聘']],
      ['other', '其他', 'Other', ['其它', '问路']],
    ] as Row[]
  ).map(option),
  household: (
    [
      ['single', '单身', 'Single', ['未婚', '独居', '一个人', '一口之家']],
      [
        'couple',
        '夫妻二人',
        'Couple',
        ['两口之家', '二人世界', '新婚', '已婚未育', '已婚无子女', '丁克'],
      ],
      [
        'young-child',
        '有 0–6 岁孩子',
        'Children up to 6',
        ['有幼儿', '学龄前', '有宝宝', '孩子 0-6 岁', '婴幼儿'],
      ],
      [
        'school-child',
        '有 7–17 岁孩子',
        'Children of 7 to 17',
        ['有学生', '上学', '孩子上学', '孩子 7-17 岁', '三口之家', '四口之家'],
      ],
      ['grown-child', '子女已成年', 'Grown-up children', ['孩子已工作', '子女成年', '空巢']],
      [
        'three-generations',
        '三代同堂',
        'Three generations',
        ['与父母同住', '和老人同住', '五口之家', '六口之家'],
      ],
      ['other', '其他', 'Other', ['其它']],
    ] as Row[]
  ).map(option),
  contact_result: (
    [
      ['interested', '继续跟踪', 'Still interested', ['有意向', '考虑中', '再联系']],
      ['appointment', '预约到店', 'Appointment made', ['邀约成功', '约到店']],
      ['test-drive', '预约试驾', 'Test drive agreed', ['试驾']],
      ['negotiating', '洽谈价格', 'Negotiating', ['谈价', '议价']],
      ['ordered', '决定订车', 'Decided to order', ['订车', '下订']],
      ['comparing', '对比竞品', 'Comparing rivals', ['比较中', '看竞品']],
      ['postponed', '推迟购车', 'Postponed', ['延期', '再等等']],
      ['no-answer', '无人接听', 'No answer', ['未接', '没人接', '未接通']],
      ['busy', '占线或拒接', 'Busy or rejected', ['占线', '拒接', '挂断']],
      ['switched-off', '关机停机', 'Switched off', ['关机', '停机', '不在服务区']],
      ['wrong-number', '空号错号', 'Wrong number', ['空号', '错号', '打错']],
      ['bought-elsewhere', '已购他处', 'Bought elsewhere', ['已买', '已购车']],
      ['gave-up', '放弃购车', 'Gave up', ['不买了', '无意向']],
      ['do-not-call', '要求勿再联系', 'Asked not to be called', ['勿扰', '拒绝来电']],
    ] as Row[]
  ).map(option),
  purchase_type: (
    [
      ['first', '首次购车', 'First car', ['首购', '新购', '首次']],
      ['additional', '增购', 'Additional car', ['添购', '再买一辆']],
      ['replacement', '换购', 'Replacement', ['置换', '换车', '置换旧车']],
      ['fleet', '单位购车', 'Company purchase', ['公司购车', '公车']],
    ] as Row[]
  ).map(option),
  payment: (
    [
      ['cash', '全款', 'Cash', ['一次性付款', '现款']],
      ['bank-loan', '银行贷款', 'Bank loan', ['按揭', '贷款', '银行分期', '信用卡分期']],
      ['oem-finance', '厂家金融', 'Manufacturer finance', ['汽车金融', '大众金融']],
      ['leasing', '融资租赁', 'Leasing', ['租赁', '以租代购']],
    ] as Row[]
  ).map(option),
  purpose: (
    [
      ['commuting', '上下班代步', 'Commuting', ['代步', '上班']],
      ['family', '家用', 'Family', ['家庭用车', '接送孩子']],
      ['business', '商务', 'Business', ['商用', '接待']],
      ['travel', '旅游出行', 'Travel', ['自驾', '长途']],
      ['ride-hailing', '营运', 'Ride-hailing', ['网约车', '跑滴滴', '出租']],
      ['gift', '送人', 'Gift', ['送礼', '嫁妆']],
      ['other', '其他', 'Other', ['其它']],
    ] as Row[]
  ).map(option),
  campaign: (
    [
      ['auto-show', '车展', 'Motor show', ['国际车展', '区域车展']],
      ['showroom-event', '店头活动', 'Showroom event', ['店庆', '展厅活动']],
      ['test-drive-event', '试驾会', 'Test-drive event', ['试乘试驾会', '深度试驾']],
      ['owner-event', '车主活动', 'Owners’ event', ['爱车讲堂', '自驾游']],
      ['roadshow', '路演外展', 'Roadshow', ['外展', '巡展', '商超外展']],
      ['group-buy', '团购会', 'Group buying', ['团购', '闭馆销售']],
      ['launch', '新车上市', 'Launch of a model', ['上市发布', '新车发布']],
      ['other', '其他', 'Other', ['其它']],
    ] as Row[]
  ).map(option),
  acquisition: (
    [
      ['leaflets', '派发单页', 'Leaflets', ['发单', '传单', '扫街']],
      ['cold-calls', '陌生电话', 'Cold calls', ['陌拜电话', '名单外呼']],
      ['events', '外展活动', 'Events', ['巡展', '小区活动']],
      ['posts', '朋友圈与短视频', 'Posts', ['朋友圈', '短视频', '直播']],
    ] as Row[]
  ).map(option),
}
