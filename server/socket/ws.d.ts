/** `ws` exports its Sender, which makes frames; its type package does not say so. */
import 'ws'

declare module 'ws' {
  export const Sender: {
    frame(data: Buffer, options: { readOnly: boolean; mask: boolean; rsv1: boolean; opcode: number; fin: boolean }): Buffer[]
  }
}
