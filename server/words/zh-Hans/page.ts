import type en from '../en/page.ts'
import type { Translation } from '../translation.ts'

export default {
  notLoaded: '页面还没有加载完整，正在自动重试。',
  noScript: '此浏览器已关闭 JavaScript，请启用后刷新本页。',
  tooOld: '此浏览器版本过旧，请使用 Chrome 或 Edge {{chrome}}、Firefox {{firefox}}、Safari {{safari}} 或更新版本。',
} satisfies Translation<typeof en>
