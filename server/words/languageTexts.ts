/** Texts in each language for pages on which the customer may not have chosen one yet. */
import type { Language } from '../contract/values.ts'

interface LanguageTexts {
  welcome: string
  choose: string
  help: string
  lower: string
  /** Calling an adviser: someone who cannot go on has often not chosen a language. */
  call: Record<'title' | 'lead' | 'yes' | 'no' | 'told' | 'coming' | 'calling' | 'failed', string>
  /** Family names to tap, most common first; empty if names are spelt with letter keys. */
  surnames: string
}

export const languageTexts: Record<Language, LanguageTexts> = {
  en: {
    welcome: 'Welcome',
    choose: 'Tap your language',
    help: 'Help',
    lower: 'Lower',
    call: {
      title: 'Would you like help?',
      lead: 'An adviser will come to this kiosk.',
      yes: 'Yes, please',
      no: 'No, continue',
      told: 'Called. Please wait here.',
      coming: 'Someone is on the way.',
      calling: 'Calling an adviser…',
      failed: 'The call failed. Please go to the desk.',
    },
    surnames: '',
  },
  'zh-Hans': {
    welcome: '欢迎光临',
    choose: '请选择语言',
    help: '帮助',
    lower: '降低',
    call: {
      title: '需要有人过来帮您吗？',
      lead: '服务顾问会过来帮您。',
      yes: '需要',
      no: '不用，继续',
      told: '已通知服务顾问，请在此稍候。',
      coming: '有人正在过来。',
      calling: '正在呼叫服务顾问…',
      failed: '呼叫失败，请到前台。',
    },
    surnames:
      '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜',
  },
  'zh-Hant': {
    welcome: '歡迎光臨',
    choose: '請選擇語言',
    help: '協助',
    lower: '降低',
    call: {
      title: '需要有人過來幫您嗎？',
      lead: '服務專員會過來協助您。',
      yes: '需要',
      no: '不用，繼續',
      told: '已通知服務專員，請在此稍候。',
      coming: '有人正在過來。',
      calling: '正在呼叫服務專員…',
      failed: '呼叫失敗，請洽櫃檯。',
    },
    surnames:
      '陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯孫魏翁戴范宋方鄧',
  },
}
