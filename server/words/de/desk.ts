export { default } from '../en/desk.ts'
