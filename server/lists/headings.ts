/** Finds the column that a heading means: by its own name, or as booking systems and customer files head it. */
import { nearest } from './nearest.ts'
import { quoted } from '../terminal/wording.ts'

export interface Columns<C extends string> {
  all: readonly C[]
  required: readonly C[]
}

/** In simplified and traditional Chinese, and English. */
const otherNames: Record<string, string> = {
  plate:
    '车牌 车牌号 车牌号码 車牌 車牌號 車牌號碼 號牌 号牌 plate-number number-plate license-plate licence-plate registration',
  model: '车型 車型 车辆型号 車輛型號 型号 型號 car vehicle car-model',
  name: '姓名 客户 客户姓名 客户名称 客戶 客戶姓名 客戶名稱 车主 车主姓名 車主 車主姓名 customer customer-name owner',
  phone:
    '电话 电话号码 联系电话 手机 手机号 手机号码 電話 電話號碼 聯絡電話 手機 手機號 手機號碼 telephone phone-number mobile',
  language: '语言 語言 语种 語種',
  at: '时间 预约时间 時間 預約時間 time appointment date-time',
  words: '描述 客户描述 客户需求 客戶描述 客戶需求 备注 備註 備注 notes remarks',
  items: '项目 项目编号 维修项目 項目 項目編號 維修項目 operations codes',
  order: '工单 工单号 维修单 维修单号 工單 工單號 維修單 維修單號 order-number job',
  operation: '工序 作业 作業 项目 维修项目 項目 維修項目',
  resource: '技师 工位 技師 人员 人員 technician bay',
  start: '开始 开始时间 開始 開始時間 started start-time',
  end: '结束 结束时间 結束 結束時間 完工时间 完工時間 ended end-time',
}

/** A heading of the file: the list's column, or none. */
export interface Heading<C extends string> {
  /** As written; may be empty. */
  text: string
  column: C | null
}

export function headingsOf<C extends string>(cells: readonly string[], { all }: Columns<C>): Heading<C>[] {
  const meant = new Map<string, C>()
  for (const column of all) for (const name of otherNames[column]?.split(' ') ?? []) meant.set(name, column)
  for (const column of all) meant.set(column, column)
  return cells.map((cell) => {
    const text = cell.trim()
    const name = text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, '-')
    return { text, column: meant.get(name) ?? null }
  })
}

/** Why no line can be read below these headings; null if they will do. */
export function headingFault<C extends string>(headings: readonly Heading<C>[], columns: Columns<C>): string | null {
  for (const column of columns.all) {
    const [one, other] = headings.filter((heading) => heading.column === column)
    if (one && other && one.text.toLowerCase() === other.text.toLowerCase())
      return `the header has the column ${quoted(one.text)} twice`
    if (one && other)
      return `the header has the column “${column}” twice, as ${quoted(one.text)} and as ${quoted(other.text)}`
  }
  const missing = columns.required.find((column) => headings.every((heading) => heading.column !== column))
  return missing === undefined ? null : `the header has no column “${missing}”; ${columnsAre(columns)}`
}

/** The remark on columns with data that the list does not have; none if every column was taken. */
export function notTaken<C extends string>(texts: readonly string[], columns: Columns<C>): string[] {
  if (texts.length === 0) return []
  const named = texts.map((text) => {
    const [near] = nearest(text.toLowerCase(), columns.all)
    return near === undefined ? quoted(text) : `${quoted(text)} (did you mean ${near}?)`
  })
  return [`Not taken: the ${texts.length === 1 ? 'column' : 'columns'} ${named.join(', ')}; ${columnsAre(columns)}.`]
}

const columnsAre = ({ all }: Columns<string>) => `the columns are ${all.join(', ')}`
