import type en from '../en/lobby.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '大廳螢幕',
  in_progress: '維修中',
  see_desk: '請到櫃檯',
  ready: '可取車',
  none_in_progress: '目前沒有車輛在修',
  none_see_desk: '暫無',
  none_ready: '暫無',
  now_ready: '您的愛車可以取了',
  thanks: '請到櫃檯辦理，感謝您的等候。',
  chime_on: '提示音開',
  chime_off: '提示音關',
  chime_blocked: '請點一下此處以允許提示音',
  page: '{{page}} / {{pages}}',
} satisfies Translation<typeof en>
