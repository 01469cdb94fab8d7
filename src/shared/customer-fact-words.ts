import type { CustomerFact } from '#shared/customer-facts.ts'
import type { Phrase } from '#shared/words.ts'

/** How each fact is called on every screen. */
export const factWords = {
  sex: ['性别', 'Sex'],
  source: ['来源', 'Source'],
  preferences: ['偏好', 'Preferences'],
  occupation: ['职业', 'Occupation'],
  industry: ['行业', 'Industry'],
  hobbies: ['爱好', 'Hobbies'],
  householdType: ['家庭结构', 'Household'],
  household: ['家庭情况说明', 'About the family'],
  secondPhone: ['备用号码', 'Second number'],
  birthday: ['生日', 'Birthday'],
  area: ['所在区域', 'Area'],
  homeAddress: ['家庭地址', 'Home address'],
  homePostcode: ['家庭邮编', 'Home postcode'],
  workplace: ['工作单位', 'Workplace'],
  workAddress: ['单位地址', 'Work address'],
  workPostcode: ['单位邮编', 'Work postcode'],
  email: ['电子邮箱', 'E-mail'],
  fax: ['传真', 'Fax'],
  idNumber: ['身份证号', 'ID number'],
  registeredName: ['登记名称', 'Registered name'],
  taxNumber: ['税号', 'Tax number'],
  contactPerson: ['联系人', 'Contact person'],
} as const satisfies Record<CustomerFact, Phrase>
