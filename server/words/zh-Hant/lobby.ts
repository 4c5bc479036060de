import type en from '../en/lobby.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '休息區螢幕',
  waiting: '等候接待',
  in_progress: '維修中',
  see_desk: '請洽櫃檯',
  ready: '可取車',
  none_in_progress: '暫無',
  none_see_desk: '暫無',
  none_ready: '暫無',
  now_ready: '您的愛車可以取了',
  desk: '{{desk}} 號櫃檯',
  thanks: '請到櫃檯辦理，感謝您的等候。',
  phone: '用手機查看愛車進度與時間：登記時掃描螢幕上的 QR Code，或向櫃檯索取。',
  chime_on: '提示音：開',
  chime_off: '提示音：關',
  chime_blocked: '請點此開啟提示音',
  page: '{{page}} / {{pages}}',
} satisfies Translation<typeof en>
