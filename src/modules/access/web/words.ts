import { defineWords } from '#shared/words.ts'
import { loginTitles } from './titles.ts'

export const loginWords = defineWords({
  ...loginTitles,
  title: ['登录客源', 'Log in to Keyuan'],
  login: ['用户名', 'Name'],
  password: ['密码', 'Password'],
  code: ['验证码', 'Code'],
  codeHint: ['验证器上的 6 位数字', 'The 6 digits of your authenticator'],
  logIn: ['登录', 'Log in'],
  loggingIn: ['正在登录', 'Logging in'],
  demo: ['演示账号，点一下即可登录', 'Demo accounts: one click logs you in'],
  fillIn: ['请填写用户名和密码', 'Enter your name and your password'],
  language: ['语言', 'Language'],
  firstStartHint: [
    '创建您的集团、第一家门店和管理员账号。这个链接只能用一次。',
    'Make your group, its first store and the administrator. This link works once.',
  ],
  groupName: ['集团名称', 'Name of the group'],
  storeName: ['第一家门店', 'First store'],
  storeCode: ['门店代码', 'Store code'],
  storeCodeHint: ['2–20 个字母或数字，例如 SF01', '2 to 20 letters or digits, for example SF01'],
  ownName: ['您的姓名', 'Your name'],
  newPassword: ['设置密码', 'Set a password'],
  newPasswordHint: ['至少 10 个字符', 'At least 10 characters'],
  repeatPassword: ['再输一次密码', 'Password again'],
  notTheSame: ['两次输入不一致', 'The two are not the same'],
  start: ['开始', 'Start'],
  invitationFor: ['{name}，请为账号 {login} 设置密码', '{name}, set a password for {login}'],
  setAndLogIn: ['设置并登录', 'Set and log in'],
  noToken: ['链接不完整，请从原来的消息中重新打开', 'The link is not whole; open it again'],
})
