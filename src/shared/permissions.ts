/** How far a permission reaches; each includes the ones before it. */
export const scopes = ['own', 'team', 'store', 'region', 'group'] as const
export type Scope = (typeof scopes)[number]

/** Every permission: its words, and the scopes that make sense for it. */
export const permissions = {
  'people.read': { zh: '查看员工', en: 'See staff', scopes: ['store', 'region', 'group'] },
  'people.manage': { zh: '管理员工', en: 'Manage staff', scopes: ['store', 'region', 'group'] },
  'roles.manage': { zh: '管理角色与权限', en: 'Manage roles and rights', scopes: ['group'] },
  'stores.manage': {
    zh: '管理门店与大区',
    en: 'Manage stores and regions',
    scopes: ['store', 'group'],
  },
  'dictionaries.manage': { zh: '管理字典', en: 'Manage dictionaries', scopes: ['store', 'group'] },
  'calendar.manage': { zh: '管理日历', en: 'Manage the calendar', scopes: ['store', 'group'] },
  'catalog.manage': { zh: '管理车系车型', en: 'Manage series and models', scopes: ['group'] },
  'pricing.read': { zh: '查看价格表', en: 'See the price list', scopes: ['store', 'group'] },
  'pricing.manage': {
    zh: '管理价格表、选装与费用',
    en: 'Manage prices, options and fees',
    scopes: ['store', 'group'],
  },
  'stock.read': { zh: '查看库存车', en: 'See the cars in stock', scopes: ['store'] },
  'quotes.read': {
    zh: '查看报价',
    en: 'See quotes',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'quotes.write': {
    zh: '制作与发送报价',
    en: 'Make and send quotes',
    scopes: ['own', 'team', 'store'],
  },
  'quotes.approve': {
    zh: '审批报价优惠',
    en: 'Approve discounts of quotes',
    scopes: ['team', 'store'],
  },
  'api_keys.manage': { zh: '管理接口密钥', en: 'Manage API keys', scopes: ['group'] },
  'audit.read': {
    zh: '查看操作日志',
    en: 'Read the audit trail',
    scopes: ['store', 'region', 'group'],
  },
  'visits.read': {
    zh: '查看来店登记',
    en: 'See the visit register',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'visits.receive': { zh: '登记来店来电', en: 'Open and close visits', scopes: ['own', 'store'] },
  'visits.correct': { zh: '更正来店登记', en: 'Correct closed visits', scopes: ['store'] },
  'rotation.read': { zh: '查看接待轮排', en: 'See the rotation', scopes: ['store'] },
  'rotation.manage': { zh: '管理接待轮排', en: 'Run the rotation', scopes: ['store'] },
  'rotation.plan': {
    zh: '安排接待技能与休假',
    en: 'Plan skills and leave',
    scopes: ['store'],
  },
  'appointments.read': {
    zh: '查看预约',
    en: 'See appointments',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'appointments.write': {
    zh: '预约到店',
    en: 'Make and change appointments',
    scopes: ['own', 'team', 'store'],
  },
  'customers.read': {
    zh: '查看客户',
    en: 'See customers',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'customers.write': {
    zh: '修改客户资料',
    en: 'Change customer data',
    scopes: ['own', 'team', 'store'],
  },
  'customers.reveal': { zh: '查看完整号码', en: 'Reveal full numbers', scopes: ['own', 'store'] },
  'customers.share_phone': {
    zh: '允许同号建卡',
    en: 'Allow a number for a second person',
    scopes: ['store'],
  },
  'leads.read': {
    zh: '查看线索',
    en: 'See leads',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'leads.write': { zh: '登记与跟进线索', en: 'Record and work on leads', scopes: ['own', 'store'] },
  'leads.assign': { zh: '分配线索', en: 'Assign leads', scopes: ['store'] },
  'leads.check': { zh: '核查战败线索', en: 'Check leads given up', scopes: ['store'] },
  'leads.forms': { zh: '管理留资表单', en: 'Manage web forms', scopes: ['store'] },
  'leads.rules': { zh: '查看线索规则', en: 'See the rules for leads', scopes: ['store', 'group'] },
  'leads.dispatch': {
    zh: '派发线索到门店',
    en: 'Dispatch leads to stores',
    scopes: ['region', 'group'],
  },
  'customers.merge': { zh: '合并重复客户', en: 'Merge duplicate customers', scopes: ['store'] },
  'opportunities.read': {
    zh: '查看潜客卡',
    en: 'See prospect cards',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'opportunities.write': {
    zh: '建卡与跟踪',
    en: 'Make and follow cards',
    scopes: ['own', 'team', 'store'],
  },
  'opportunities.assign': {
    zh: '分配与移交客户',
    en: 'Assign and hand over',
    scopes: ['team', 'store'],
  },
  'orders.read': {
    zh: '查看订单与合同',
    en: 'See orders and contracts',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'orders.write': {
    zh: '下订单、备交车',
    en: 'Make and change orders',
    scopes: ['own', 'team', 'store'],
  },
  'orders.sign': { zh: '签订订单', en: 'Sign orders', scopes: ['own', 'team', 'store'] },
  'orders.cancel': {
    zh: '退订已签订单',
    en: 'Cancel signed orders',
    scopes: ['own', 'team', 'store'],
  },
  'orders.deliver': { zh: '交车', en: 'Deliver cars', scopes: ['own', 'team', 'store'] },
  'orders.steps': {
    zh: '登记订单进度（开票、发货）',
    en: 'Note invoice and shipment steps',
    scopes: ['own', 'store'],
  },
  'payments.write': { zh: '登记收退款', en: 'Note payments', scopes: ['own', 'store'] },
  'contracts.manage': {
    zh: '管理合同与模板',
    en: 'Manage contracts and templates',
    scopes: ['store', 'group'],
  },
  'losses.read': {
    zh: '查看战败',
    en: 'See losses',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'losses.verify': { zh: '回访核实战败', en: 'Call to verify losses', scopes: ['store'] },
  'losses.archive': { zh: '归档战败资料', en: 'File the papers of losses', scopes: ['store'] },
  'opportunities.approve': {
    zh: '审批潜客卡的步骤',
    en: 'Approve steps of cards',
    scopes: ['team', 'store'],
  },
  'opportunities.archive': {
    zh: '存档已结束的潜客卡',
    en: 'Archive closed cards',
    scopes: ['store'],
  },
  'opportunities.purge': {
    zh: '清理已存档的潜客卡',
    en: 'Purge archived cards',
    scopes: ['store'],
  },
  'test_drives.read': {
    zh: '查看试驾',
    en: 'See test drives',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'test_drives.write': {
    zh: '预约与记录试驾',
    en: 'Book and record test drives',
    scopes: ['own', 'team', 'store'],
  },
  'test_drives.manage': { zh: '管理试驾车', en: 'Manage demo cars', scopes: ['store'] },
  'road.manage': {
    zh: '管理销售流程与跟踪策略',
    en: 'Manage the road to the sale and the effort policy',
    scopes: ['store', 'group'],
  },
  'trade_ins.appraise': {
    zh: '评估置换车辆',
    en: 'Appraise trade-ins',
    scopes: ['store'],
  },
  'costs.read': {
    zh: '查看活动费用',
    en: 'See what activities cost',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'rivals.manage': {
    zh: '维护竞品资料',
    en: 'Keep the records of rivals',
    scopes: ['store', 'group'],
  },
  'analysis.read': {
    zh: '决策分析',
    en: 'Decision desk',
    scopes: ['store', 'region', 'group'],
  },
  'meetings.read': {
    zh: '晨会清单',
    en: 'Morning list',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'meetings.run': {
    zh: '主持晨会与代班分配',
    en: 'Run the meeting and share out a day',
    scopes: ['team', 'store'],
  },
  'checks.read': {
    zh: '查看检核',
    en: 'See the checks',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'checks.one_to_one': {
    zh: '一对一检核',
    en: 'Check one to one',
    scopes: ['team', 'store'],
  },
  'checks.spot': { zh: '抽查回访', en: 'Spot-check', scopes: ['store'] },
  'checks.manage': {
    zh: '设置执行与检核、集客计划',
    en: 'Set who executes and checks, and the acquisition plan',
    scopes: ['store'],
  },
  'activities.write': {
    zh: '登记集客活动',
    en: 'Record acquisition work',
    scopes: ['own', 'store'],
  },
  'metrics.read': {
    zh: '查看数据',
    en: 'See the numbers',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'targets.set': { zh: '设定目标', en: 'Set targets', scopes: ['store'] },
  'appraisals.read': {
    zh: '查看业绩考核',
    en: 'See appraisals',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'appraisals.manage': {
    zh: '管理业绩考核',
    en: 'Make schemes and close appraisals',
    scopes: ['store'],
  },
  'imports.run': { zh: '导入数据', en: 'Import data', scopes: ['store'] },
  'operations.undo': { zh: '撤销批量操作', en: 'Take operations back', scopes: ['store'] },
  'exports.run': { zh: '导出数据', en: 'Export data', scopes: ['own', 'store', 'region', 'group'] },
  'views.share': {
    zh: '共享清单视图',
    en: 'Share views of lists',
    scopes: ['team', 'store', 'group'],
  },
  'displays.manage': {
    zh: '管理大屏看板地址',
    en: 'Manage the displays on the wall',
    scopes: ['store'],
  },
  'exports.store': { zh: '导出整店数据', en: 'Export everything of a store', scopes: ['store'] },
  'exports.phones': { zh: '导出完整号码', en: 'Export full numbers', scopes: ['store', 'group'] },
  'privacy.read': {
    zh: '查看隐私记录',
    en: 'See privacy records',
    scopes: ['store', 'region', 'group'],
  },
  'privacy.manage': {
    zh: '处理隐私请求（资料包、删除）',
    en: 'Answer privacy requests (package, erasure)',
    scopes: ['store', 'group'],
  },
  'demo.manage': { zh: '管理演示数据', en: 'Manage the demo', scopes: ['group'] },
} as const satisfies Record<string, { zh: string; en: string; scopes: readonly Scope[] }>

export type Permission = keyof typeof permissions

/** Whether a scope reaches at least as far as another. */
export function reaches(scope: Scope, needed: Scope): boolean {
  return scopes.indexOf(scope) >= scopes.indexOf(needed)
}

/** What a role may do, and how far each permission reaches. */
export type Grants = Partial<Record<Permission, Scope>>
