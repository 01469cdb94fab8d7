import { defineWords } from '#shared/words.ts'
import { customerWords } from '../words.ts'

/** The words of the customers' list and its distribution. */
export const listWords = defineWords({
  ...customerWords,
  find: ['姓名、电话、车牌、邮箱', 'Name, phone, plate, e-mail'],
  customer: ['客户', 'Customer'],
  anyMark: ['全部特殊客户', 'All special'],
  owners: ['车主', 'Owners'],
  notOwners: ['非车主', 'Not owners'],
  missing: ['缺少的资料', 'Not known'],
  consent: ['同意', 'Consent'],
  doNotContact: ['不要联系', 'Do not contact'],
  yes: ['有', 'Yes'],
  no: ['无', 'No'],
  madeFrom: ['建立从', 'Made from'],
  madeTo: ['到', 'To'],
  noCustomers: ['还没有客户', 'No customers yet'],
  noCustomersHint: [
    '建卡、来店登记或导入之后，客户会出现在这里',
    'Customers appear here after the first card, visit or import',
  ],
  // Distribution
  distribution: ['分布', 'Distribution'],
  byWhat: ['按', 'By'],
  byHobby: ['爱好', 'Hobbies'],
  byOccupation: ['职业', 'Occupation'],
  byHousehold: ['家庭结构', 'Household'],
  byArea: ['区域', 'Area'],
  byIndustry: ['行业', 'Industry'],
  bySource: ['来源', 'Source'],
  byFamily: ['来源分类', 'Family'],
  base: [
    '{customers} 位客户，其中 {answered} 位已填，共 {answers} 项回答',
    '{customers} customers, known of {answered}, {answers} answers',
  ],
  nobodyAnswered: ['还没有人填', 'Known of nobody yet'],
  showAll: ['全部 {n} 项', 'All {n}'],
  showFew: ['只看前几项', 'Only the first ones'],
  figures: [
    '每行：人数 · 占全部回答 / 占已填客户',
    'Each line: how many · share of the answers / share of the customers known',
  ],
})
