export { default } from '../en/plan.ts'
