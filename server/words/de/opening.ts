export { default } from '../en/opening.ts'
