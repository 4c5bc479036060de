import type en from '../en/doors.ts'
import type { Translation } from '../translation.ts'

export default {
  intro: '車間的即時看板。請選擇螢幕。',
  keys: '每個螢幕用自己的鑰匙開啟：伺服器首次啟動時會為每個螢幕列出一個連結。',
  badKey: '此連結已不能開啟任何螢幕。請向伺服器管理人員索取新連結。',
  staff: { name: '車間調度', does: '供車間主管使用：工位、車輛與下一步。' },
  setup: { name: '設定', does: '供負責人使用：營業時間、人員、服務規則、訊息。' },
  wall: { name: '車間大螢幕', does: '掛在車間：一眼看清每個工位。' },
  lobby: { name: '大廳螢幕', does: '掛在大廳：哪輛車可以取了。' },
  kiosk: { name: '自助登記機', does: '門口的觸控螢幕：顧客自助登記。' },
} satisfies Translation<typeof en>
