/** Whether a customer's telephone can open a link: `localhost` on it is the telephone itself (B7). */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

export const isForPhones = (url: string): boolean => !LOOPBACK.test(new URL(url).hostname)
