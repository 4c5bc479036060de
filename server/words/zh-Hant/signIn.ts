import type en from '../en/signIn.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '登入',
  how: '使用電子郵件和密碼登入。管理人員在設定的「人員」中設定。',
  email: '電子郵件',
  password: '密碼',
  enter: '登入',
  under: '正在核對……',
  lost: '無法連線到伺服器，請再試一次。',
  head: '登入方式',
  why: 'PIN 碼用於共用的平板和櫃檯電腦，電子郵件和密碼用於個人瀏覽器。重新設定後，此人在各處自動登出。之後任何人都無法查看，請當面告知。',
  pin: '新 PIN 碼',
  digits: '4 至 8 位數字',
  set: '設定',
  isSet: '已設定，舊的不再有效。',
  newPassword: '新密碼',
  least: '至少 {{count}} 個字元',
} satisfies Translation<typeof en>
