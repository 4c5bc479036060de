export { default } from '../en/doors.ts'
