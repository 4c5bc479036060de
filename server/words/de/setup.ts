export { default } from '../en/setup.ts'
