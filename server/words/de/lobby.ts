export { default } from '../en/lobby.ts'
