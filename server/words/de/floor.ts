export { default } from '../en/floor.ts'
