export {
  type ImportedRegister,
  type ImportOptions,
  importRegisterFile,
} from './server/import/import-register-file.ts'
