import type en from '../en/pair.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '配对此屏幕',
  how: '请管理人员在设置的“设备”中输入此配对码，并填写此屏幕显示什么、挂在哪里。',
  where: '设置页面：',
  qr: '打开设置页面的二维码',
  lives: '配对码十分钟内有效，到时自动更换。',
  lost: '无法连接服务器，或暂时没有配对码，正在重试。',
} satisfies Translation<typeof en>
