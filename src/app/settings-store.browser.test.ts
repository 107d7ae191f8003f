import { type IDBPDatabase, deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import type * as settingsStore from './settings-store';

const DATABASE = 'nearsay';

const CHOSEN: Settings = {
  ...DEFAULT_SETTINGS,
  output: 'screen-reader',
  voice: 'urn:voice:anna',
  rate: 1.7,
  units: 'feet',
  announced: ['person', 'traffic light'],
  minimumScore: 0.45,
  safetyNoticeHeard: true,
};

/** The store as a freshly started app has it: nothing is open yet. */
async function startAgain(): Promise<typeof settingsStore> {
  vi.resetModules();
  return import('./settings-store');
}

/** What another version of the app, or a fault, left in the database. */
async function leave(value: unknown): Promise<void> {
  const database = await openDB(DATABASE, 1, {
    upgrade: (fresh) => void fresh.createObjectStore('settings'),
  });
  await database.put('settings', value, 'current');
  database.close();
}

const others: IDBPDatabase[] = [];

beforeEach(() => deleteDB(DATABASE));

// Tests of other files that run after these find a browser as new.
afterEach(async () => {
  others.splice(0).forEach((database) => database.close());
  await deleteDB(DATABASE);
});

describe('the settings', () => {
  test('are the defaults at first', async () => {
    const { loadSettings } = await startAgain();
    expect(await loadSettings()).toEqual(DEFAULT_SETTINGS);
  });

  test('are there again after they were saved, also when the app starts anew', async () => {
    const { saveSettings, loadSettings } = await startAgain();
    expect(await saveSettings(CHOSEN)).toBe(true);
    expect(await loadSettings()).toEqual(CHOSEN);
    expect(await (await startAgain()).loadSettings()).toEqual(CHOSEN);
  });

  test('are those that were saved last', async () => {
    const { saveSettings, loadSettings } = await startAgain();
    await Promise.all([1.1, 1.2, 1.3].map((rate) => saveSettings({ ...CHOSEN, rate })));
    expect((await loadSettings()).rate).toBe(1.3);
  });

  test('are repaired when something else was stored', async () => {
    await leave({ rate: 99, units: 'metres' });
    expect(await (await startAgain()).loadSettings()).toEqual({ ...DEFAULT_SETTINGS, units: 'metres' });
    await leave('nonsense');
    expect(await (await startAgain()).loadSettings()).toEqual(DEFAULT_SETTINGS);
  });

  test('are told to be lost when the browser can not keep them', async () => {
    const { saveSettings, loadSettings } = await startAgain();
    await saveSettings(CHOSEN);
    // A function can't be stored: the browser's own refusal, as it comes when storage is full.
    const refused = { ...CHOSEN, voice: () => 'anna' } as unknown as Settings;
    expect(await saveSettings(refused)).toBe(false);
    expect(await loadSettings()).toEqual(CHOSEN);
  });

  test('are the defaults when a later version of the app owns the database, and kept again once it is gone', async () => {
    const later = await openDB(DATABASE, 2);
    others.push(later);
    const { saveSettings, loadSettings } = await startAgain();
    expect(await loadSettings()).toEqual(DEFAULT_SETTINGS);
    expect(await saveSettings(CHOSEN)).toBe(false);
    later.close();
    await deleteDB(DATABASE);
    expect(await saveSettings(CHOSEN)).toBe(true);
    expect(await loadSettings()).toEqual(CHOSEN);
  });

  test('do not keep a later version of the app from starting in another tab', async () => {
    const { saveSettings } = await startAgain();
    await saveSettings(CHOSEN);
    const later = await openDB(DATABASE, 2);
    others.push(later);
    expect(await later.get('settings', 'current')).toEqual(CHOSEN);
  });

  test('can be saved again after the browser closed the database, as when its data are cleared', async () => {
    const { saveSettings, loadSettings } = await startAgain();
    await saveSettings(CHOSEN);
    await cdp().send('Storage.clearDataForOrigin', { origin: location.origin, storageTypes: 'indexeddb' });
    await vi.waitFor(async () => expect(await loadSettings()).toEqual(DEFAULT_SETTINGS));
    expect(await saveSettings(CHOSEN)).toBe(true);
    expect(await loadSettings()).toEqual(CHOSEN);
  });
});
