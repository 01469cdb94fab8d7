import { defineWords } from '#shared/words.ts'

/** The words of the public page of a form. */
export const formPageWords = defineWords({
  name: ['姓名', 'Name'],
  phone: ['手机号', 'Mobile number'],
  sex: ['称呼', 'Title'],
  male: ['先生', 'Mr'],
  female: ['女士', 'Ms'],
  series: ['感兴趣的车型', 'Which model'],
  city: ['所在城市', 'City'],
  visitDay: ['方便到店的日期', 'When could you come'],
  note: ['想了解什么', 'What would you like to know'],
  send: ['提交', 'Send'],
  failed: ['网络不通，请稍后再试', 'No connection; please try again'],
  needsScript: [
    '请打开浏览器的 JavaScript 后再提交。',
    'Please turn on JavaScript to send this form.',
  ],
})
