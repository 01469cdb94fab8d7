/** Why lines of any kind are refused; kinds add their own. */
export const commonReasons = {
  missing: { zh: '“{column}”没有填写', en: '“{column}” is empty' },
  not_a_phone: {
    zh: '“{column}”不是完整的电话号码：{value}',
    en: '“{column}” is not a phone number: {value}',
  },
  not_a_day: { zh: '“{column}”不是日期：{value}', en: '“{column}” is not a date: {value}' },
  day_in_future: {
    zh: '“{column}”在将来：{value}',
    en: '“{column}” lies in the future: {value}',
  },
  id_digits_lost: {
    zh: '“{column}”被 Excel 变成了数字，后几位已丢失：{value}；请把该列设为文本后重新填写',
    en: '“{column}” was turned into a number and lost its last digits: {value}; make the column text and type it again',
  },
  not_an_id: {
    zh: '“{column}”不是正确的 18 位身份证号：{value}',
    en: '“{column}” is not a right ID number of 18 characters: {value}',
  },
  not_an_email: { zh: '“{column}”不是邮箱：{value}', en: '“{column}” is no e-mail: {value}' },
  not_a_plate: { zh: '“{column}”不是车牌号：{value}', en: '“{column}” is no plate: {value}' },
  not_a_vin: {
    zh: '“{column}”不是 17 位车架号：{value}',
    en: '“{column}” is no VIN of 17 characters: {value}',
  },
  unknown_consultant: {
    zh: '“{column}”不在本店人员名单中：{value}',
    en: '“{column}” is not on the staff list: {value}',
  },
  same_as_line: {
    zh: '与第 {value} 行是同一条，内容不同，请合并成一行',
    en: 'The same one as line {value} with other content; make one line of them',
  },
  no_such_customer: {
    zh: '本店没有这位客户：{value}，请先导入客户',
    en: 'The store has no such customer: {value}; import the customers first',
  },
  unclear_customer: {
    zh: '有多位客户叫这个名字：{value}，请填电话',
    en: 'Several customers have this name: {value}; give the phone',
  },
} as const satisfies Record<string, { zh: string; en: string }>
