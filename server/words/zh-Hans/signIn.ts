import type en from '../en/signIn.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '登录',
  how: '使用邮箱和密码登录。管理人员在设置的“人员”中设定。',
  email: '邮箱',
  password: '密码',
  enter: '登录',
  under: '正在核对……',
  lost: '无法连接服务器，请重试。',
  head: '登录方式',
  why: 'PIN 码用于共用的平板和前台电脑，邮箱和密码用于个人浏览器。重新设置后，此人在各处自动退出登录。之后任何人都无法查看，请当面告知。',
  pin: '新 PIN 码',
  digits: '4 至 8 位数字',
  set: '设置',
  isSet: '已设置，旧的不再有效。',
  newPassword: '新密码',
  least: '至少 {{count}} 个字符',
} satisfies Translation<typeof en>
