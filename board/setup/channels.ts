/** What the server says of the channels to customers (B11.3). */
import type { ChannelsSetUp } from '#contract/questions.ts'
import { staffFetch } from '#staff/staffFetch.ts'

/** Null: the server has not answered. */
export async function askChannels(): Promise<ChannelsSetUp | null> {
  const answer = await staffFetch<ChannelsSetUp>('/api/channels')
  return answer.ok ? answer.body : null
}
