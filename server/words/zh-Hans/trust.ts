import type en from '../en/trust.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '信任本服务器',
  why: '摄像头、通知和屏幕常亮都需要安全连接。每台设备只需信任一次本店的证书颁发机构。',
  download: '下载证书颁发机构的证书',
  compare: '请核对指纹，应与服务器终端上显示的一致：',
  windows: {
    device: 'Windows（Chrome、Edge）',
    steps: [
      '打开下载的文件，选择“安装证书”。',
      '选择“本地计算机”，再选“将所有的证书都放入下列存储”：受信任的根证书颁发机构。',
      '完成后重新启动浏览器。',
    ],
  },
  mac: {
    device: 'Mac（Safari、Chrome）',
    steps: [
      '打开下载的文件，系统会把它加入“钥匙串访问”。',
      '在其中双击该证书，展开“信任”，将“使用此证书时”设为“始终信任”。',
    ],
  },
  ios: {
    device: 'iPhone 和 iPad',
    steps: [
      '用 Safari 打开本页，下载证书并允许下载描述文件。',
      '设置 › 通用 › VPN 与设备管理：安装描述文件。',
      '设置 › 通用 › 关于本机 › 证书信任设置：打开开关。',
    ],
  },
  android: {
    device: 'Android（Chrome）',
    steps: [
      '下载证书。',
      '设置 › 安全 › 更多安全设置 › 从存储设备安装 › CA 证书：选择该文件。各品牌的菜单名称略有不同。',
    ],
  },
  firefox: {
    device: 'Firefox',
    steps: [
      '设置 › 隐私与安全 › 查看证书 › 证书颁发机构 › 导入。',
      '选择该文件，并勾选“信任由此证书颁发机构来标识网站”。',
    ],
  },
  linux: {
    device: 'Linux（Chromium），用于大屏或自助登记机',
    steps: ['安装工具：sudo apt install libnss3-tools', '用运行浏览器的用户，把文件加入其证书库：'],
  },
  none: '本服务器没有自己的证书颁发机构。在服务器上运行 npm run certificate 即可生成。',
} satisfies Translation<typeof en>
