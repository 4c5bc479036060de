export const asyncApi: Record<string, unknown> = { asyncapi: '3.0.0', info: { title: 'Pitboard', version: '1' } }
