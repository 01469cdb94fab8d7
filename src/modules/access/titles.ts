import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const auditTitles = defineWords({
  audit: ['操作日志', 'Audit trail'],
})
export const keyTitles = defineWords({
  keys: ['接口密钥', 'API keys'],
})
export const profileTitles = defineWords({
  profile: ['个人资料', 'My profile'],
})
export const roleTitles = defineWords({
  roles: ['角色与权限', 'Roles and rights'],
})
export const staffTitles = defineWords({
  person: ['员工资料', 'Person'],
  staff: ['员工', 'Staff'],
  teams: ['团队', 'Teams'],
})
export const storeTitles = defineWords({
  ownStore: ['开始自己的门店', 'Start my own store'],
  store: ['门店设置', 'Store settings'],
  stores: ['门店与大区', 'Stores and regions'],
})
