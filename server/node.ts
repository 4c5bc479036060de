/** One node without its port: database, house time, journal fan-out, planner, clock and delivery channels. */
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { connectBeside, type Database } from '#db/database.ts'
import { startComparing } from './access/compare.ts'
import { Credentials } from './access/credentials.ts'
import { DeviceReports } from './access/deviceReports.ts'
import { Devices, type TokenTimes } from './access/devices.ts'
import { Keyring } from './access/keys.ts'
import { Links } from './access/links.ts'
import { Pairings } from './access/pairings.ts'
import { Secrets } from './access/secrets.ts'
import { Sessions } from './access/sessions.ts'
import { WrongTries } from './access/wrongTries.ts'
import { startKeeping } from './backup/keeper.ts'
import { createBus, type Bus } from './bus.ts'
import { startClock, type Clock } from './clock/clock.ts'
import { startHouseTime, type HouseTime } from './clock/houseTime.ts'
import { createDeliverer, patience, type Patience } from './delivery/deliver.ts'
import { PushKeys } from './delivery/pushKeys.ts'
import { createSendTest, type SendTest } from './delivery/sendTest.ts'
import { createReceiptTaker, type ReceiptTaker } from './delivery/takeReceipts.ts'
import type { Ways } from './delivery/way.ts'
import { channelsSetUp, openWays } from './delivery/ways.ts'
import { WechatAccount } from './delivery/wechatAccount.ts'
import { createWechatLogin, type WechatLogin } from './delivery/wechatLogin.ts'
import { Fanout } from './fanout/fanout.ts'
import type { Encode } from './fanout/screen.ts'
import { watchForDamage } from './read/damage.ts'
import type { Entry } from './read/journal.ts'
import { readOutcomes } from './read/experience.ts'
import { createPlanning, type Planning } from './planning/planning.ts'
import { createSuggester, type Suggester } from './planning/suggester.ts'
import { createJournalSearch, type JournalSearch } from './read/journalSearch.ts'
import { createReports, type Reports } from './read/reports/reports.ts'
import { readChannels, type ChannelSettings } from './terminal/channels.ts'
import { revokeCopied } from './write/revokeCopied.ts'
import { createWriter, type OwnWriter } from './write/write.ts'

export interface NodeOptions {
  database: Database
  log: Logger
  /** The server's public address: for links and QR codes. */
  publicUrl?: string | null
  /** House time: see startHouseTime. */
  speed?: number
  startAt?: number
  held?: boolean
  skew?: () => number
  resampleEvery?: number
  frameEvery?: number
  beatEvery?: number
  /** Minimum interval between two forecasts or two searches for suggestions (real ms). */
  plansApart?: number
  /** The same for searches alone. */
  searchesApart?: number
  /** The channels to customers; without them every notice goes to the call list. */
  channels?: ChannelSettings
  patience?: Patience
  /** For tests: how soon the tokens of devices are renewed and end. */
  tokens?: TokenTimes
  /** After its start this node sends no message to a customer for this long (real ms). */
  quietAfterStart?: number
  /** Called when a backup was put in place of the database's state: begin again with another node. Once. */
  restored?: () => void
  /** Where nightly backups are kept, and their passphrase if they are encrypted; without it none are made. */
  backups?: { folder: string; passphrase: string | null }
  /** For tests: allows push services on this machine. */
  pushAnywhere?: boolean
}

const QUIET_AFTER_START = 120_000

export interface Node {
  database: Database
  log: Logger
  /** Whether the database has reported damaged data. */
  isDamaged: () => boolean
  bus: Bus
  time: HouseTime
  fanout: Fanout
  writer: OwnWriter
  keyring: Keyring
  credentials: Credentials
  devices: Devices
  deviceReports: DeviceReports
  pairings: Pairings
  wrongTries: WrongTries
  links: Links
  secrets: Secrets
  sessions: Sessions
  planning: Planning
  suggester: Suggester
  reports: Reports
  journalSearch: JournalSearch
  clock: Clock
  pushKeys: PushKeys
  ways: Ways
  /** Null: WeChat is not set up. */
  wechatLogin: WechatLogin | null
  sendTest: SendTest
  receiptTaker: ReceiptTaker
  /** The origin of links in notices. */
  originForLinks: Promise<string | null>
  stop(): Promise<void>
}

/** @param origin the address under which customers reach this server, once it is known; null if their phones cannot */
export async function startNode(options: NodeOptions, encode: Encode, origin: Promise<string | null>): Promise<Node> {
  const { database, plansApart, searchesApart = plansApart } = options
  const { log, isDamaged } = watchForDamage(options.log)
  const { sql } = database
  const bus = createBus()
  const time = await startHouseTime(sql, options)
  const keyring = new Keyring(sql)
  const links = new Links(sql)
  const secrets = new Secrets(sql)
  const sessions = new Sessions(sql)
  const fanout = await Fanout.start({
    ...options,
    ...{ sql, encode, node: randomUUID(), now: time.now, clock: time.clock, speed: time.speed },
    failed: (error) => log.error({ err: error }, 'Following the journal failed; retrying'),
    due: (at) => bus.emit('due', at),
    keysReplaced: (workshopId) => bus.emit('keysReplaced', workshopId),
    peopleChanged: (workshopId) => bus.emit('peopleChanged', workshopId),
    counted: (counts) => bus.emit('counted', counts),
    restored: onlyOnce(options.restored),
    missed: () => bus.emit('missed'),
    read: (entry) => bus.emit('read', entry),
  })
  const settings = options.channels ?? readChannels({}, options.publicUrl ?? null)
  const writer = createWriter({
    ...{ sql, clock: time.clock, channels: channelsSetUp(settings) },
    now(agreed) {
      time.agree(agreed)
      return time.now()
    },
    committed: (entry, dueAt) => bus.emit('committed', entry, dueAt),
  })
  const devices = new Devices({
    sql,
    ...options.tokens,
    copied: revokeCopied(writer),
  })
  const pairings = new Pairings(sql)
  const pushKeys = new PushKeys(sql)
  const timeouts = options.patience ?? patience
  const wechat = settings.wechat && new WechatAccount(settings.wechat)
  const wechatLogin = wechat && createWechatLogin({ account: wechat, secrets, writer, within: timeouts.within })
  const ways = openWays({
    ...{ settings, sql, writer, pushKeys, wechat },
    publicUrl: options.publicUrl ?? null,
    pushAnywhere: options.pushAnywhere ?? false,
  })
  const deliverer = createDeliverer({ sql, writer, time, links, ways, origin, patience: timeouts })
  const sendTest = createSendTest({ sql, ways, links, origin, within: timeouts.within })
  const receiptTaker = createReceiptTaker({ sql, writer, ways })
  const planning = createPlanning({
    ...{ fanout, now: time.now },
    outcomes: (workshopId, now) => readOutcomes(sql, workshopId, now),
  })
  const suggester = createSuggester({
    ...{ planning, writer, log },
    ...(searchesApart !== undefined && { apart: searchesApart }),
  })
  const keeper =
    options.backups && startKeeping({ ...options.backups, ...{ sql, url: database.url, writer, now: time.now, log } })
  const beside = connectBeside(database.url)
  const reports = createReports(beside, time.now)
  const journalSearch = createJournalSearch(beside)
  // A demo's own time cannot be wrong.
  const quiet = options.startAt === undefined && time.speed === 1 ? QUIET_AFTER_START : 0
  const clock = startClock({
    ...{ sql, writer, time, log },
    forecast: planning.forecast,
    forecastsRecorded: suggester.searchSoon,
    ...(plansApart !== undefined && { forecastsApart: plansApart }),
    ...{ deliver: deliverer.deliver, quietAfterStart: options.quietAfterStart ?? quiet },
  })
  bus.on('committed', (entry, dueAt) => {
    if (dueAt !== null) clock.expect(dueAt)
    fanout.committed(entry, dueAt)
  })
  const followTime = ({ command }: Entry) => {
    if (command === 'setHouseTime')
      void takeHouseTime().catch((error: unknown) => log.error({ err: error }, 'Taking house time failed'))
  }
  const releaseMessages = ({ command }: Entry) => {
    if (command === 'releaseMessages') clock.wake()
  }
  const takeHouseTime = async () => {
    await time.compare()
    clock.wake()
    await fanout.beat()
  }
  bus.on('committed', followTime)
  bus.on('read', followTime)
  bus.on('committed', releaseMessages)
  bus.on('read', releaseMessages)
  bus.on('due', clock.expect)
  bus.on('keysReplaced', (workshopId) => keyring.forget(workshopId))
  bus.on('peopleChanged', (workshopId) => {
    sessions.forget(workshopId)
    devices.forget(workshopId)
    pairings.forget()
  })
  const comparison = startComparing({
    ...{ keyring, sessions, devices },
    keysReplaced: (workshopId) => bus.emit('keysReplaced', workshopId),
    failed: (error) => log.error({ err: error }, 'Comparing keys and persons with the database failed; retrying'),
    ...(options.beatEvery !== undefined && { every: options.beatEvery }),
  })
  bus.on('missed', () => void comparison.run())

  return {
    ...{ database, log, isDamaged, bus, time, fanout, writer, keyring, devices, pairings, links, secrets, sessions },
    ...{ credentials: new Credentials(sql), deviceReports: new DeviceReports(sql), wrongTries: new WrongTries(sql) },
    ...{
      planning,
      suggester,
      reports,
      journalSearch,
      clock,
      pushKeys,
      ways,
      wechatLogin,
      sendTest,
      receiptTaker,
      originForLinks: origin,
    },
    async stop() {
      deliverer.stop()
      comparison.stop()
      await Promise.all([
        keeper?.stop(),
        clock.stop(),
        suggester.stop(),
        planning.close(),
        reports.close(),
        fanout.stop(),
      ])
      time.stop()
    },
  }
}

function onlyOnce(call: () => void = () => {}): () => void {
  let isCalled = false
  return () => {
    if (!isCalled) call()
    isCalled = true
  }
}
