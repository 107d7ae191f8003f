/** What the tests in the browser may lack: `vite.config.ts` tells, since a page can't know. */

import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** There are no models for the page, and this is not CI. */
    lacksModels: boolean;
  }
}

/** For `describe.skipIf`. */
export const lacksModels = inject('lacksModels');
