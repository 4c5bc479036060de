export { default } from '../en/notices.ts'
