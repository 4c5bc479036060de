export { default } from '../en/progress.ts'
