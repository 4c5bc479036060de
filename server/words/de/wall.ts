export { default } from '../en/wall.ts'
