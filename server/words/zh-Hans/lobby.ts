import type en from '../en/lobby.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '休息区屏幕',
  waiting: '等候接待',
  in_progress: '维修中',
  see_desk: '请到前台',
  ready: '可取车',
  none_in_progress: '暂无',
  none_see_desk: '暂无',
  none_ready: '暂无',
  now_ready: '您的爱车可以取了',
  desk: '{{desk}} 号前台',
  thanks: '请到前台办理，感谢您的等候。',
  phone: '用手机查看爱车进度和时间：登记时扫描屏幕上的二维码，或到前台索取。',
  chime_on: '提示音：开',
  chime_off: '提示音：关',
  chime_blocked: '请点此开启提示音',
  page: '{{page}} / {{pages}}',
} satisfies Translation<typeof en>
