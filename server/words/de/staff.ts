export { default } from '../en/staff.ts'
