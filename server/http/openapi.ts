export const openApi: Record<string, unknown> = { openapi: '3.1.1', info: { title: 'Pitboard', version: '1' }, paths: {} }
