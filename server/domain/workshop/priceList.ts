/** A price list to begin with: what most workshops do, with usual minutes. */
import type { Payload } from '#contract/commands/index.ts'
import type { BayKind, Skill } from '#contract/values.ts'

type Furnishing = Payload<'furnishWorkshop'>

/** Quick work with a fixed promise, in minutes (B5): the oil change within the hour. */
const fixed = new Map([['M01', 60]])

/** Standard minutes, and the price in yuan. The skill follows from the kind of bay. */
const item = (
  code: string,
  bayKind: BayKind,
  standardMinutes: number,
  yuan: number,
  ...title: [string, string, string]
) => {
  const [en, hans, hant] = title
  const skill: Skill = bayKind === 'lift' ? 'mechanical' : bayKind
  const fixedPromiseMinutes = fixed.get(code) ?? null
  const names = { en, 'zh-Hans': hans, 'zh-Hant': hant }
  return { code, bayKind, skill, standardMinutes, fixedPromiseMinutes, price: yuan * 100, title: names }
}

/** Common work of a workshop, as a start for its price list. Prices in hundredths of a yuan. */
export const priceList: Furnishing['priceItems'] = [
  item('M01', 'lift', 30, 380, 'Oil and filter change', '更换机油和机油滤清器', '更換機油與機油濾清器'),
  item('M02', 'lift', 60, 680, 'Minor service', '小保养', '小保養'),
  item('M03', 'lift', 150, 1880, 'Major service', '大保养', '大保養'),
  item('M04', 'lift', 60, 720, 'Front brake pads', '更换前制动片', '更換前煞車來令片'),
  item('M05', 'lift', 60, 660, 'Rear brake pads', '更换后制动片', '更換後煞車來令片'),
  item('M06', 'lift', 90, 1680, 'Front brake discs and pads', '更换前制动盘和制动片', '更換前煞車碟盤與來令片'),
  item('M07', 'lift', 45, 320, 'Brake fluid change', '更换制动液', '更換煞車油'),
  item('M08', 'lift', 45, 360, 'Coolant change', '更换冷却液', '更換冷卻液'),
  item('M09', 'lift', 90, 1450, 'Automatic gearbox fluid change', '更换自动变速箱油', '更換自動變速箱油'),
  item('M10', 'lift', 300, 3600, 'Clutch replacement', '更换离合器', '更換離合器'),
  item('M11', 'lift', 240, 2800, 'Timing belt and water pump', '更换正时皮带和水泵', '更換正時皮帶與水泵浦'),
  item('M12', 'lift', 45, 560, 'Spark plugs', '更换火花塞', '更換火星塞'),
  item('M13', 'lift', 120, 1960, 'Front shock absorbers', '更换前减振器', '更換前避震器'),
  item('M14', 'lift', 90, 1280, 'Front lower control arm', '更换前下摆臂', '更換前下控制臂'),
  item('M15', 'lift', 90, 980, 'Wheel bearing', '更换轮毂轴承', '更換輪轂軸承'),
  item('M16', 'lift', 60, 880, 'Rear silencer', '更换后段消声器', '更換後段消音器'),
  item('M17', 'lift', 60, 2400, 'Four tyres, fitted and balanced', '更换四条轮胎并做动平衡', '更換四條輪胎並做動平衡'),
  item('M18', 'lift', 30, 80, 'Puncture repair', '补胎', '補胎'),
  item('E01', 'electrical', 30, 780, 'Battery replacement', '更换蓄电池', '更換電瓶'),
  item('E02', 'electrical', 60, 300, 'Electrical fault diagnosis', '电气系统故障诊断', '電系故障診斷'),
  item('E03', 'electrical', 120, 1860, 'Alternator replacement', '更换发电机', '更換發電機'),
  item('E04', 'electrical', 90, 1320, 'Starter motor replacement', '更换起动机', '更換起動馬達'),
  item('E05', 'electrical', 60, 1500, 'Headlamp unit', '更换前照灯总成', '更換頭燈總成'),
  item(
    'E06',
    'electrical',
    60,
    420,
    'Air conditioning refrigerant service',
    '空调制冷剂回收与加注',
    '冷氣冷媒回收與充填',
  ),
  item('E07', 'electrical', 150, 2900, 'Air conditioning compressor', '更换空调压缩机', '更換冷氣壓縮機'),
  item('E08', 'electrical', 60, 480, 'High-voltage battery check', '动力电池检测', '高壓動力電池檢測'),
  item('A01', 'alignment', 60, 380, 'Four-wheel alignment', '四轮定位', '四輪定位'),
  item('A02', 'alignment', 30, 220, 'Steering angle sensor calibration', '转向角传感器标定', '轉向角感知器校正'),
  item(
    'A03',
    'alignment',
    90,
    1200,
    'Camera and radar calibration',
    '驾驶辅助摄像头和雷达标定',
    '駕駛輔助鏡頭與雷達校正',
  ),
  item('B01', 'body', 90, 600, 'Paintless dent repair', '无痕凹陷修复', '無痕凹陷修復'),
  item('B02', 'body', 240, 1400, 'Door panel repair', '车门钣金修复', '車門鈑金修復'),
  item('B03', 'body', 90, 1600, 'Front bumper replacement', '更换前保险杠', '更換前保險桿'),
  item('B04', 'body', 120, 2200, 'Windscreen replacement', '更换前风窗玻璃', '更換前擋風玻璃'),
  item('P01', 'paint', 180, 800, 'Paint, one panel', '单件喷漆', '單片烤漆'),
  item('P02', 'paint', 180, 900, 'Paint, bumper', '保险杠喷漆', '保險桿烤漆'),
  item('P03', 'paint', 120, 680, 'Machine polish and wax', '抛光打蜡', '拋光打蠟'),
  item('I01', 'inspection', 45, 200, 'Full vehicle inspection', '全车检查', '全車檢查'),
  item('I02', 'inspection', 30, 150, 'Pre-check for the annual inspection', '年检预检', '定期檢驗預檢'),
  item('W01', 'wash', 30, 60, 'Exterior wash', '外观清洗', '外觀清洗'),
  item('W02', 'wash', 90, 380, 'Interior deep clean', '内饰深度清洁', '內裝深層清潔'),
]
