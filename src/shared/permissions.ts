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
    scopes: ['own'],
  },
  'metrics.read': {
    zh: '查看数据',
    en: 'See the numbers',
    scopes: ['own', 'team', 'store', 'region', 'group'],
  },
  'imports.run': { zh: '导入数据', en: 'Import data', scopes: ['store'] },
  'operations.undo': { zh: '撤销批量操作', en: 'Take operations back', scopes: ['store'] },
  'exports.run': { zh: '导出数据', en: 'Export data', scopes: ['own', 'store', 'region', 'group'] },
  'views.share': {
    zh: '共享清单视图',
    en: 'Share views of lists',
    scopes: ['team', 'store', 'group'],
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

type Grants = Partial<Record<Permission, Scope>>
export interface BuiltInRole {
  key: string
  zh: string
  en: string
  grants: Grants
}

const everyoneInStore: Grants = { 'people.read': 'store', 'rotation.read': 'store' }
const consultantGrants: Grants = {
  ...everyoneInStore,
  'visits.read': 'own',
  'visits.receive': 'own',
  'appointments.read': 'own',
  'appointments.write': 'own',
  'customers.read': 'own',
  'customers.write': 'own',
  'customers.reveal': 'own',
  'leads.read': 'own',
  'leads.write': 'own',
  'opportunities.read': 'own',
  'opportunities.write': 'own',
  'meetings.read': 'own',
  'checks.read': 'own',
  'activities.write': 'own',
  'metrics.read': 'own',
}
const showroomManagerGrants: Grants = {
  ...everyoneInStore,
  'visits.read': 'store',
  'visits.receive': 'store',
  'visits.correct': 'store',
  'rotation.manage': 'store',
  'rotation.plan': 'store',
  'appointments.read': 'store',
  'appointments.write': 'store',
  'customers.read': 'store',
  'customers.write': 'store',
  'customers.reveal': 'store',
  'customers.share_phone': 'store',
  'customers.merge': 'store',
  'leads.read': 'store',
  'leads.write': 'store',
  'leads.assign': 'store',
  'opportunities.read': 'store',
  'opportunities.write': 'store',
  'opportunities.assign': 'store',
  'meetings.read': 'store',
  'meetings.run': 'store',
  'checks.read': 'store',
  'checks.one_to_one': 'store',
  'checks.manage': 'store',
  'metrics.read': 'store',
  'exports.run': 'store',
  'views.share': 'store',
  'operations.undo': 'store',
  'calendar.manage': 'store',
  'stores.manage': 'store',
}

/** The roles a new group starts with (product.md section 1); the administrator may change them. */
export const builtInRoles: BuiltInRole[] = [
  {
    key: 'receptionist',
    zh: '前台',
    en: 'Receptionist',
    grants: {
      ...everyoneInStore,
      'visits.read': 'store',
      'visits.receive': 'store',
      'rotation.manage': 'store',
      'appointments.read': 'store',
      'appointments.write': 'store',
      'customers.read': 'store',
    },
  },
  { key: 'consultant', zh: '销售顾问', en: 'Sales consultant', grants: consultantGrants },
  {
    key: 'showroom_manager',
    zh: '展厅经理',
    en: 'Showroom manager',
    grants: showroomManagerGrants,
  },
  {
    key: 'sales_manager',
    zh: '销售经理',
    en: 'Sales manager',
    grants: {
      'privacy.read': 'store',
      'privacy.manage': 'store',
      ...showroomManagerGrants,
      'imports.run': 'store',
      'operations.undo': 'store',
      'people.manage': 'store',
      'dictionaries.manage': 'store',
      'audit.read': 'store',
    },
  },
  {
    key: 'general_manager',
    zh: '总经理',
    en: 'General manager',
    grants: {
      'privacy.read': 'store',
      ...everyoneInStore,
      'visits.read': 'store',
      'appointments.read': 'store',
      'customers.read': 'store',
      'leads.read': 'store',
      'opportunities.read': 'store',
      'meetings.read': 'store',
      'checks.read': 'store',
      'metrics.read': 'store',
      'exports.run': 'store',
      'audit.read': 'store',
    },
  },
  {
    key: 'care_agent',
    zh: '客服',
    en: 'Customer-care agent',
    grants: {
      'privacy.read': 'store',
      ...everyoneInStore,
      'visits.read': 'store',
      'appointments.read': 'store',
      'appointments.write': 'store',
      'customers.read': 'store',
      'customers.reveal': 'store',
      'opportunities.read': 'store',
      'checks.read': 'store',
      'checks.spot': 'store',
    },
  },
  {
    key: 'dcc_agent',
    zh: '电销',
    en: 'DCC agent',
    // They invite customers to consultants of the store.
    grants: {
      ...consultantGrants,
      'appointments.read': 'store',
      'appointments.write': 'store',
      'leads.read': 'store',
      'leads.write': 'store',
    },
  },
  {
    key: 'service_advisor',
    zh: '服务顾问',
    en: 'Service advisor',
    grants: { ...everyoneInStore, 'customers.read': 'store' },
  },
  {
    key: 'marketing',
    zh: '市场',
    en: 'Marketing',
    grants: {
      ...everyoneInStore,
      'metrics.read': 'store',
      'visits.read': 'store',
      'leads.read': 'store',
      'leads.write': 'store',
    },
  },
  {
    key: 'information_clerk',
    zh: '信息员',
    en: 'Information clerk',
    grants: {
      'privacy.read': 'store',
      'privacy.manage': 'store',
      ...everyoneInStore,
      'visits.read': 'store',
      'customers.read': 'store',
      'customers.merge': 'store',
      'leads.read': 'store',
      'leads.write': 'store',
      'leads.assign': 'store',
      'opportunities.read': 'store',
      'meetings.read': 'store',
      'metrics.read': 'store',
      'imports.run': 'store',
      'operations.undo': 'store',
      'exports.run': 'store',
      'dictionaries.manage': 'store',
    },
  },
  {
    key: 'regional_manager',
    zh: '区域经理',
    en: 'Regional manager',
    grants: {
      'privacy.read': 'region',
      'people.read': 'region',
      'visits.read': 'region',
      'appointments.read': 'region',
      'customers.read': 'region',
      'leads.read': 'region',
      'opportunities.read': 'region',
      'meetings.read': 'region',
      'metrics.read': 'region',
      'exports.run': 'region',
      'audit.read': 'region',
    },
  },
  {
    key: 'administrator',
    zh: '管理员',
    en: 'Administrator',
    grants: {
      'privacy.read': 'group',
      'privacy.manage': 'group',
      'people.read': 'group',
      'people.manage': 'group',
      'roles.manage': 'group',
      'stores.manage': 'group',
      'dictionaries.manage': 'group',
      'calendar.manage': 'group',
      'catalog.manage': 'group',
      'api_keys.manage': 'group',
      'views.share': 'group',
      'audit.read': 'group',
      'metrics.read': 'group',
      'rotation.read': 'store',
      'imports.run': 'store',
      'exports.store': 'store',
      'operations.undo': 'store',
      'demo.manage': 'group',
    },
  },
]
