import type en from '../en/trust.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '信任本伺服器',
  why: '相機、通知與螢幕常亮都需要安全連線。每台裝置只需信任一次本廠的憑證授權單位。',
  download: '下載憑證授權單位的憑證',
  compare: '請核對指紋，應與伺服器終端機上顯示的相同：',
  windows: {
    device: 'Windows（Chrome、Edge）',
    steps: [
      '開啟下載的檔案，選擇「安裝憑證」。',
      '選擇「本機電腦」，再選「將所有憑證放入以下的存放區」：受信任的根憑證授權單位。',
      '完成後重新啟動瀏覽器。',
    ],
  },
  mac: {
    device: 'Mac（Safari、Chrome）',
    steps: [
      '開啟下載的檔案，系統會把它加入「鑰匙圈存取」。',
      '在其中按兩下該憑證，展開「信任」，將「使用此憑證時」設為「永遠信任」。',
    ],
  },
  ios: {
    device: 'iPhone 與 iPad',
    steps: [
      '用 Safari 開啟本頁，下載憑證並允許下載描述檔。',
      '設定 › 一般 › VPN 與裝置管理：安裝描述檔。',
      '設定 › 一般 › 關於本機 › 憑證信任設定：開啟開關。',
    ],
  },
  android: {
    device: 'Android（Chrome）',
    steps: [
      '下載憑證。',
      '設定 › 安全性 › 更多安全性設定 › 從儲存空間安裝 › CA 憑證：選擇該檔案。各廠牌的選單名稱略有不同。',
    ],
  },
  firefox: {
    device: 'Firefox',
    steps: ['設定 › 隱私權與安全性 › 檢視憑證 › 憑證機構 › 匯入。', '選擇該檔案，並勾選「信任此憑證機構以識別網站」。'],
  },
  linux: {
    device: 'Linux（Chromium），用於大螢幕或自助登記機',
    steps: ['安裝工具：sudo apt install libnss3-tools', '以執行瀏覽器的使用者，把檔案加入其憑證庫：'],
  },
  none: '本伺服器沒有自己的憑證授權單位。在伺服器上執行 npm run certificate 即可產生。',
} satisfies Translation<typeof en>
