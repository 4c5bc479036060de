import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import express from 'express'
import { adminRouter, type AdminCommands, type AdminDeps } from './router.ts'
import { writeTokenFile } from './tokenFile.ts'

/**
 * Accepts administrative commands on a loopback port of its own, whatever HOST says, and writes its address and token to
 * a file that only this user can read. Returns the function that closes it.
 */
export async function listenForAdmin(commands: AdminCommands, deps: AdminDeps): Promise<() => Promise<void>> {
  const token = randomBytes(32).toString('base64url')
  const server = createServer(express().use(adminRouter(token, commands, deps)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const remove = writeTokenFile(deps.config, port, { url: `http://127.0.0.1:${port}`, token })
  return async () => {
    remove()
    server.close()
    server.closeAllConnections()
  }
}
