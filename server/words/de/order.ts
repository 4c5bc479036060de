export { default } from '../en/order.ts'
