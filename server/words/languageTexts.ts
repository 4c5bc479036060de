/** Texts in each language for the page on which the customer has not chosen one yet. */
import type { Language } from '../contract/values.ts'

interface LanguageTexts {
  welcome: string
  choose: string
  help: string
  lower: string
  /** Family names to tap, most common first; empty if names are spelt with letter keys. */
  surnames: string
}

export const languageTexts: Record<Language, LanguageTexts> = {
  en: {
    welcome: 'Welcome',
    choose: 'Tap your language',
    help: 'Help',
    lower: 'Lower',
    surnames: '',
  },
  'zh-Hans': {
    welcome: '欢迎光临',
    choose: '请选择语言',
    help: '帮助',
    lower: '降低',
    surnames:
      '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜',
  },
  'zh-Hant': {
    welcome: '歡迎光臨',
    choose: '請選擇語言',
    help: '協助',
    lower: '降低',
    surnames:
      '陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯孫魏翁戴范宋方鄧',
  },
}
