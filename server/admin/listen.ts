import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import express from 'express'
import { adminRouter, type AdminCommands, type AdminDeps } from './router.ts'

export const adminFile = (dataDir: string) => join(dataDir, 'admin.json')

/**
 * Opens the door for administrative commands: a port of its own on loopback, so that it is never on the network whatever
 * HOST says, and a file that only this user can read with its address and token. Answers what closes it again.
 */
export async function listenForAdmin(commands: AdminCommands, deps: AdminDeps): Promise<() => Promise<void>> {
  const token = randomBytes(32).toString('base64url')
  const server = createServer(express().use(adminRouter(token, commands, deps)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const file = adminFile(deps.config.dataDir)
  rmSync(file, { force: true }) // left by a killed server, perhaps with other rights
  writeFileSync(file, JSON.stringify({ url: `http://127.0.0.1:${port}`, token }), { mode: 0o600 })
  return async () => {
    rmSync(file, { force: true })
    server.close()
    server.closeAllConnections()
  }
}
