import type en from '../en/links.ts'
import type { Translation } from '../translation.ts'

export default {
  intro: '維修廠即時看板。請選擇螢幕。',
  keys: '每個螢幕需用授權連結開啟一次：伺服器首次啟動時會列出各螢幕的連結。',
  badKey: '此授權連結已失效。請向管理員索取新連結。',
  staff: { name: '維修調度', does: '供領班使用：工位、車輛與下一步。' },
  figures: { name: '數據', does: '供負責人使用：準時、延誤、等候。' },
  setup: { name: '設定', does: '供負責人使用：營業時間、人員、服務標準、訊息。' },
  wall: { name: '維修區大螢幕', does: '掛在維修區：每個工位一目瞭然。' },
  lobby: { name: '大廳螢幕', does: '掛在休息區：哪輛車可以取了。' },
  kiosk: { name: '自助登記機', does: '放在入口：車主自助登記。' },
  updating: 'Pitboard 正在升級，資料準備好後本頁會自動開啟。',
} satisfies Translation<typeof en>
