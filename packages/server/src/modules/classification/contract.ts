// What the web and other modules may import of classification: each folder keeps its own part.
export * from './determination/contract.ts';
export * from './regrading/contract.ts';
export * from './sources/contract.ts';
export * from './review/contract.ts';
