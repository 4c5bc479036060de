import { addWorkshop, clearExample, newKeys } from './commands.ts'
import { importCsv } from './import.ts'
import { newPassword } from './newPassword.ts'
import type { AdminCommands } from './router.ts'

/** Every administrative command by name. */
export const commands: AdminCommands = {
  'new-keys': newKeys,
  import: importCsv,
  'clear-example': clearExample,
  'add-workshop': addWorkshop,
  'new-password': newPassword,
}
