import type en from '../en/page.ts'
import type { Translation } from '../translation.ts'

export default {
  notLoaded: '頁面尚未載入完整，正在自動重試。',
  noScript: '此瀏覽器已關閉 JavaScript，請啟用後重新整理本頁。',
  tooOld: '此瀏覽器版本過舊，請使用 Chrome 或 Edge {{chrome}}、Firefox {{firefox}}、Safari {{safari}} 或更新版本。',
} satisfies Translation<typeof en>
