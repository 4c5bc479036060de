export { default } from '../en/promise.ts'
