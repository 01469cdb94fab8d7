import type { CustomerTable } from '#foundation/customer-tables.ts'
import { areaLabel } from '#modules/dictionaries/index.ts'
import { sayOptions } from './say-options.ts'

// Data: which tables of this module keep rows about a customer, for merging, access and erasing.

/** Other people of a customer: contacts by name, and links seen from either side. */
const relation = (customerColumn: 'customer_id' | 'linked_id'): CustomerTable => ({
  table: 'customer_relations',
  customerColumn,
  title: ['联系人与关联', 'Contacts and links'],
  shown: [
    { column: 'created_at', title: ['时间', 'Time'] },
    { column: 'role', title: ['关系', 'Relation'] },
    { column: 'person_sealed', title: ['姓名与号码', 'Name and number'], sealed: 'installation' },
    { column: 'note', title: ['备注', 'Note'] },
  ],
  merged: 'move',
  erased: 'delete',
})

export const customerModuleTables: CustomerTable[] = [
  {
    table: 'customers',
    customerColumn: 'id',
    title: ['客户资料', 'Customer record'],
    shown: [
      { column: 'name', title: ['姓名', 'Name'] },
      { column: 'sex', title: ['性别', 'Sex'] },
      { column: 'birthday', title: ['生日', 'Birthday'] },
      { column: 'occupation_id', title: ['职业', 'Occupation'], say: sayOptions },
      { column: 'industry_id', title: ['行业', 'Industry'], say: sayOptions },
      { column: 'hobby_ids', title: ['爱好', 'Hobbies'], say: sayOptions },
      { column: 'household_id', title: ['家庭结构', 'Household'], say: sayOptions },
      {
        column: 'area_code',
        title: ['所在区域', 'Area'],
        say: async (ctx, codes) =>
          new Map(codes.map((code) => [code, areaLabel(code, ctx.locale)])),
      },
      { column: 'id_number_sealed', title: ['身份证号', 'ID number'], sealed: 'customer' },
      { column: 'sealed_facts', title: ['地址、邮箱等', 'Addresses, e-mail'], sealed: 'customer' },
      { column: 'special', title: ['特殊客户', 'Special customer'] },
      { column: 'special_reason', title: ['标记原因', 'Why marked'] },
      { column: 'preferences', title: ['偏好', 'Preferences'] },
      { column: 'note', title: ['备注', 'Note'] },
      { column: 'consent_at', title: ['同意时间', 'Consent given'] },
      { column: 'consent_source', title: ['同意来源', 'Source of consent'] },
      { column: 'do_not_contact', title: ['不要联系', 'Do not contact'] },
      { column: 'created_at', title: ['建立时间', 'Made'] },
    ],
    merged: 'stay',
    erased: [
      'name',
      'sex',
      'birthday',
      'id_number_sealed',
      'id_number_hash',
      'occupation_id',
      'industry_id',
      'hobby_ids',
      'household_id',
      'area_code',
      'special_reason',
      'preferences',
      'sealed_facts',
      'sealed_fact_names',
      'note',
      'search_keys',
    ],
  },
  {
    table: 'customer_phones',
    customerColumn: 'customer_id',
    title: ['号码', 'Numbers'],
    shown: [
      { column: 'created_at', title: ['时间', 'Time'] },
      { column: 'place', title: ['类别', 'Kind'] },
      { column: 'phone_sealed', title: ['号码', 'Number'], sealed: 'customer' },
    ],
    merged: 'move',
    erased: 'delete',
  },
  {
    table: 'vehicles',
    customerColumn: 'customer_id',
    title: ['车辆', 'Cars'],
    shown: [
      { column: 'plate', title: ['车牌', 'Plate'] },
      { column: 'vin', title: ['车架号', 'VIN'] },
      { column: 'colour', title: ['颜色', 'Colour'] },
      { column: 'bought_on', title: ['购车日期', 'Bought on'] },
      { column: 'order_number', title: ['订单号', 'Order number'] },
    ],
    merged: 'move',
    erased: ['plate', 'vin', 'order_number'],
  },
  {
    table: 'service_visits',
    customerColumn: 'customer_id',
    title: ['售后进店', 'Service visits'],
    shown: [
      { column: 'day', title: ['日期', 'Day'] },
      { column: 'kind', title: ['类别', 'Kind'] },
      { column: 'mileage_km', title: ['里程（公里）', 'Mileage (km)'] },
    ],
    merged: 'move',
    erased: 'keep',
  },
  relation('customer_id'),
  relation('linked_id'),
  {
    table: 'customer_questions',
    customerColumn: 'customer_id',
    title: ['问过的资料', 'What was asked'],
    shown: [
      { column: 'asked_at', title: ['时间', 'Time'] },
      { column: 'fact', title: ['问了什么', 'What'] },
    ],
    // The customer that stays has answers of its own.
    merged: 'stay',
    erased: 'delete',
  },
]
