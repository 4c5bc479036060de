export { default } from '../en/contact.ts'
