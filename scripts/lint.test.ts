/** That a picture can't leave the device is a promise; lint keeps a part of it, so lint is tested as well. */

import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const LIMIT_MS = 60_000;

/** The rules that a line of code breaks at this place of the project; no file needs to lie there. */
async function brokenRules(path: string, code: string): Promise<(string | null)[]> {
  const [result] = await new ESLint().lintText(`${code}\n`, { filePath: path });
  return result!.messages.map(({ ruleId }) => ruleId);
}

describe('lint', () => {
  it.each([
    "void fetch('/');",
    "void self.fetch('/');",
    "void globalThis.fetch('/');",
    "void window.fetch('/');",
    "void window['fetch']('/');",
    "void window.self.fetch('/');",
    'export const { fetch: get } = self;',
    "new WebSocket('/');",
    "new self.WebSocket('/');",
    'new globalThis.XMLHttpRequest();',
    "navigator.sendBeacon('/');",
  ])(
    'refuses %s, except in the room that downloads',
    async (code) => {
      for (const place of ['src/app/new.ts', 'src/worker/new.ts', 'src/scene/new.ts']) {
        expect(await brokenRules(place, code), place).toContainEqual(
          expect.stringMatching(/^no-restricted-(globals|properties)$/),
        );
      }
      expect(await brokenRules('src/offline/new.ts', code)).toEqual([]);
    },
    LIMIT_MS,
  );
});
