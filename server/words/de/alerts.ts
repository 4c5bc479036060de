export { default } from '../en/alerts.ts'
