export { default } from '../en/track.ts'
