import { defineWords } from '#shared/words.ts'

export const loginWords = defineWords({
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
})
