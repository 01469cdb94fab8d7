import { recordKind } from '#modules/imports/index.ts'
import { defineWords } from '#shared/words.ts'
import { aboutOthers, customerFields } from './customer-fields.ts'
import { countCustomers } from './customer-imports.queries.ts'
import { exportCustomers } from './export-customers.ts'
import { createCustomerJudge } from './judge-customers.ts'
import { readCustomer } from './read-customer.ts'
import { previewCustomerUndo, takeCustomersBack } from './undo-customers.ts'

const words = defineWords({
  title: ['客户', 'Customers'],
  about: [
    '客户和车主的固定信息：姓名、电话、身份证、地址等。按电话找已有客户，找不到再按姓名和车牌；已有的只更新文件里填了的列。',
    'What is known of customers and owners: name, numbers, ID, addresses. Known ones are found by phone, else by name and plate, and only what the file gives is changed.',
  ],
  file: ['客户', 'customers'],
})

/** Lists of customers and owners, with everything that has a place of its own (seed row 004-14). */
export const customersKind = recordKind({
  key: 'customers',
  title: words.title,
  about: words.about,
  file: words.file,
  order: 10,
  fields: customerFields,
  somethingElse: aboutOthers,
  oneOf: [['name'], ['phone', 'homePhone', 'officePhone', 'plate']],
  read: readCustomer,
  createJudge: createCustomerJudge,
  previewUndo: previewCustomerUndo,
  takeBack: takeCustomersBack,
  exported: exportCustomers,
  count: countCustomers,
})
