/** The demo's customers: invented people, their cars, and what they say at reception. */
import { provinces } from '#contract/plate.ts'
import type { Language, Symptom } from '#contract/values.ts'
import type { Random } from '#server/domain/planner/random.ts'

export interface Customer {
  name: string
  phone: string
  language: Language
  plate: string
  model: string
}

const given = {
  hans: [
    '芳',
    '伟',
    '秀英',
    '敏',
    '静',
    '丽丽',
    '强',
    '磊',
    '洋',
    '艳',
    '勇',
    '军',
    '杰',
    '娟',
    '涛',
    '超',
    '晓明',
    '霞',
    '平',
    '桂英',
  ],
  hant: ['志偉', '美玲', '淑芬', '俊傑', '雅婷', '家豪', '怡君', '建宏', '詩涵', '冠宇', '嘉欣', '國榮'],
}
const family = {
  hans: ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙', '马', '朱', '胡', '郭'],
  hant: ['陳', '林', '黃', '張', '吳', '蔡', '楊', '許', '鄭', '謝'],
}
const english = {
  first: [
    'Olivia',
    'James',
    'Amelia',
    'Henry',
    'Isla',
    'George',
    'Priya',
    'Daniel',
    'Elena',
    'Marcus',
    'Sofia',
    'Nathan',
  ],
  last: ['Whitfield', 'Okafor', 'Lindqvist', 'Marchetti', 'Hargreaves', 'Delacroix', 'Pemberton', 'Novak', 'Abernathy'],
}

const fuelModels = [
  'Passat',
  'Corolla',
  'Civic',
  'Golf',
  'Camry',
  'Lavida',
  'RAV4',
  'CR-V',
  'Octavia',
  'Tiguan',
  'Focus',
  'Mazda 3',
]
const electricModels = ['Han EV', 'Model 3', 'Aion S', 'Seal', 'Model Y', 'Dolphin', 'ID.4', 'ES6']

/** Sentences in the languages of the demo's customers; English is the fallback. */
type Spoken = { en: string[] } & { [L in Language]?: string[] }
export const spokenIn = (sentences: Spoken, language: Language): string[] => sentences[language] ?? sentences.en

/** What customers say, by symptom. No sentence equals any of the workshop's own texts. */
const descriptions: Record<Symptom, Spoken> = {
  service_due: {
    en: ['It asks for its service.', 'Service, please, before our holiday.'],
    'zh-Hans': ['仪表提示该保养了。', '下周要跑长途，先保养一下。'],
    'zh-Hant': ['儀表提醒該保養了。', '下週要跑長途，先保養一下。'],
  },
  engine: {
    en: ['It shakes when it stands at the lights.', 'It hardly pulls uphill any more.'],
    'zh-Hans': ['等红灯的时候车身发抖。', '上坡没力气。'],
    'zh-Hant': ['等紅燈的時候車身會抖。', '爬坡沒力。'],
  },
  brakes: {
    en: ['It squeals when it is wet.', 'The pedal feels soft since last week.'],
    'zh-Hans': ['下雨天刹车吱吱响。', '刹车踏板有点软。'],
    'zh-Hant': ['下雨天煞車會吱吱叫。', '煞車踏板有點軟。'],
  },
  steering: {
    en: ['It pulls to the left on the ring road.', 'The wheel stands crooked when I drive straight.'],
    'zh-Hans': ['高架上总往左跑偏。', '直行时方向盘是歪的。'],
    'zh-Hant': ['高架上一直往左偏。', '直行時方向盤是歪的。'],
  },
  tyres: {
    en: ['One tyre is flat every other morning.', 'Worn down, all four of them.'],
    'zh-Hans': ['右后轮隔两天就没气。', '四条胎都磨平了。'],
    'zh-Hant': ['右後輪隔兩天就沒氣。', '四條胎都磨平了。'],
  },
  battery: {
    en: ['It would not start this morning.', 'We had to jump it twice this week.'],
    'zh-Hans': ['今天早上打不着火。', '这周搭了两次电。'],
    'zh-Hant': ['今天早上發不動。', '這週接了兩次電。'],
  },
  lights: {
    en: ['The left light is out again.', 'There is water inside the lamp.'],
    'zh-Hans': ['左边大灯又不亮了。', '大灯里面进水了。'],
    'zh-Hant': ['左邊大燈又不亮了。', '大燈裡面進水了。'],
  },
  air_conditioning: {
    en: ['It only blows warm.', 'It smells when I turn the fan on.'],
    'zh-Hans': ['空调不凉。', '开风扇有股霉味。'],
    'zh-Hant': ['冷氣不冷。', '開風扇有股霉味。'],
  },
  noise: {
    en: ['Something hums from sixty on.', 'It clonks over every bump.'],
    'zh-Hans': ['六十码以上嗡嗡响。', '过减速带咯噔响。'],
    'zh-Hant': ['時速六十以上會嗡嗡響。', '過坑洞會喀喀響。'],
  },
  leak: {
    en: ['There is a puddle under it every morning.', 'Something green drips in front.'],
    'zh-Hans': ['车底下每天早上有一滩水。', '前面滴绿色的水。'],
    'zh-Hant': ['車底每天早上有一灘水。', '前面會滴綠色的水。'],
  },
  warning_light: {
    en: ['A yellow light came on yesterday.', 'It says to see a workshop.'],
    'zh-Hans': ['昨天亮了个黄灯。', '屏幕上让我去维修站。'],
    'zh-Hant': ['昨天亮了一個黃燈。', '螢幕叫我去保養廠。'],
  },
  body_damage: {
    en: ['A pillar in the car park, my fault.', 'Somebody leant a bicycle against it.'],
    'zh-Hans': ['停车场里蹭了柱子。', '被自行车刮了一下。'],
    'zh-Hant': ['停車場裡擦到柱子。', '被腳踏車刮了一下。'],
  },
}

export const questions: Spoken = {
  en: ['How long does a new windscreen take?', 'Do you also store winter tyres?'],
  'zh-Hans': ['换前挡要多久？', '你们可以存轮胎吗？'],
  'zh-Hant': ['換前擋要多久？', '你們可以寄放輪胎嗎？'],
}

export const complaints: Spoken = {
  en: ['There is a grease mark on my seat since Friday.'],
  'zh-Hans': ['上次修完座椅上有油印。'],
  'zh-Hant': ['上次修完座椅上有油印。'],
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const marks = `${letters}0123456789`

export function languageBy(random: Random): Language {
  const of = random.next()
  return of < 0.6 ? 'zh-Hans' : of < 0.8 ? 'en' : 'zh-Hant'
}

/** @param electric has a new-energy plate, with eight characters */
export function customerBy(random: Random, electric: boolean): Customer {
  const language = languageBy(random)
  const script = language === 'zh-Hant' ? 'hant' : 'hans'
  const name =
    language === 'en'
      ? `${random.pick(english.first)} ${random.pick(english.last)}`
      : random.pick(family[script]) + random.pick(given[script])
  const phone = `1${random.pick(['38', '39', '50', '86', '77'])}${String(random.whole(10_000_000, 99_999_999))}`
  const model = random.pick(electric ? electricModels : fuelModels)
  return { name, phone, language, plate: plateBy(random, electric), model }
}

function plateBy(random: Random, electric: boolean): string {
  const province = random.chance(0.75) ? '沪' : random.pick([...provinces])
  const digits = (count: number) => String(random.whole(0, 10 ** count - 1)).padStart(count, '0')
  const city = random.pick([...letters])
  if (electric) return `${province}${city}${random.pick(['D', 'F'])}${digits(5)}`
  return `${province}${city}${random.pick([...marks])}${random.pick([...marks])}${digits(3)}`
}

export const wordsBy = (random: Random, symptom: Symptom, language: Language): string =>
  random.pick(spokenIn(descriptions[symptom], language))
