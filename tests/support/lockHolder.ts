/** A node in the middle of a command: holds a workshop's lock until its connection ends. Arguments: database, version, workshop. */
import { connect } from '#db/database.ts'

const [url = '', version, workshopId = ''] = process.argv.slice(2)
const patience = { lock: 500, idle: 800, silence: 1000 }
await connect(url, 1, Number(version), patience)
  .sql.begin(async (tx) => {
    await tx`select from workshop_head where workshop_id = ${workshopId} for update`
    process.send!('locked')
    await new Promise(() => {})
  })
  .catch((error: Error) => process.send!(error.message))
