import type en from '../en/pair.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '配對此螢幕',
  how: '請管理人員在設定的「裝置」中輸入此配對碼，並填寫此螢幕顯示什麼、掛在哪裡。',
  where: '設定頁面：',
  qr: '開啟設定頁面的 QR Code',
  lives: '配對碼十分鐘內有效，到期會自動更換。',
  lost: '無法連線到伺服器，或暫時沒有配對碼，正在重試。',
} satisfies Translation<typeof en>
