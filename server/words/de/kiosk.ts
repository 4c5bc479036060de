export { default } from '../en/kiosk.ts'
