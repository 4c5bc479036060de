export { default } from '../en/suggestions.ts'
