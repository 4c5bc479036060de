/** HTTP requests with the staff session, in the screen's language. Never throws. */
import { words } from '#kit/words.svelte.ts'

export type Fetched<T> = { ok: true; body: T } | { ok: false; message: string; code?: string | undefined }

/** GET, or POST if there is a body. Passes on the sentence of a refusal; '' when the server is unreachable. */
export async function staffFetch<T>(path: string, payload?: unknown): Promise<Fetched<T>> {
  try {
    const response = await fetch(path, {
      headers: {
        'X-Pitboard-View': 'staff',
        'X-Pitboard-Language': words.language,
        ...(payload !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(payload !== undefined && { method: 'POST', body: JSON.stringify(payload) }),
    })
    const body = (await response.json()) as T & { message?: string; code?: string }
    return response.ok ? { ok: true, body } : { ok: false, message: body.message ?? '', code: body.code }
  } catch {
    return { ok: false, message: '' }
  }
}
