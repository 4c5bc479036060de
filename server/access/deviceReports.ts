/** What devices say of themselves, kept for a day. Not in the journal: it says nothing about the workshop. All times are real. */
import type { Sql } from 'postgres'
import type { DeviceReport, DevicesSeen } from '#contract/deviceReport.ts'
import type { ViewName } from '#contract/values.ts'

/** Two reports of one device are at least this far apart (seconds). */
const APART = 30

interface Told extends DeviceReport {
  view: ViewName
  browser: string
}

export class DeviceReports {
  #sql: Sql

  constructor(sql: Sql) {
    this.#sql = sql
  }

  async add(workshopId: string, deviceId: string, told: Told): Promise<void> {
    const { view, page, seq, age, version, browser, width, height, sound } = told
    await this.#sql`
      insert into device_report (workshop_id, device_id, at, view, page, seq, age, version, browser, width, height, sound)
      select ${workshopId}, ${deviceId}, now(), ${view}, ${page}, ${seq}, ${age}, ${version}, ${browser.slice(0, 200)},
        ${width}, ${height}, ${sound}
      where not exists (select from device_report where workshop_id = ${workshopId} and device_id = ${deviceId}
        and at > now() - make_interval(secs => ${APART}))`
    await this.#sql`
      delete from device_report where workshop_id = ${workshopId} and device_id = ${deviceId}
        and at < now() - interval '1 day'`
  }

  /** The last report of each device until `at` (now if undefined). */
  async read(workshopId: string, at?: number): Promise<DevicesSeen> {
    const until = at === undefined ? null : new Date(at).toISOString()
    const [[clock], rows] = await Promise.all([
      this.#sql<{ now: string }[]>`select now() as now`,
      this.#sql<(Told & { device_id: string; at: string; seq: string | null })[]>`
        select distinct on (device_id) device_id, at, view, page, seq, age, version, browser, width, height, sound
        from device_report where workshop_id = ${workshopId} and at <= coalesce(${until}::timestamptz, now())
        order by device_id, at desc`,
    ])
    return {
      now: new Date(clock!.now).getTime(),
      devices: rows.map(({ device_id: deviceId, at: reportedAt, seq, ...rest }) => ({
        ...{ deviceId, ...rest, seq: seq === null ? null : Number(seq) },
        at: new Date(reportedAt).getTime(),
      })),
    }
  }
}
